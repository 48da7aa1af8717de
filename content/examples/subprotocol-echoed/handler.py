from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/chat")
async def handler(websocket: WebSocket):
    offered = websocket.scope["subprotocols"]
    await websocket.accept(subprotocol="chat" if "chat" in offered else None)
    await websocket.close(code=4003, reason="This room is for members")
