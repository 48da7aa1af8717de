from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/chat")
async def handler(websocket: WebSocket):
    # The server is content and sends its Close frame. A browser that offered a
    # subprotocol has hung up by then, because none of its offers came back.
    await websocket.accept()
    await websocket.close(code=4003, reason="This room is for members")
