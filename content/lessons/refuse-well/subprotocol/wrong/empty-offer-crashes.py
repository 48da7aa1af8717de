from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/agent")
async def agent(websocket: WebSocket):
    await websocket.accept(subprotocol=websocket.scope["subprotocols"][0])
    await websocket.close(code=4401, reason="The token has expired")
