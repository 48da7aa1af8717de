from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/agent")
async def agent(websocket: WebSocket):
    offered = websocket.scope["subprotocols"] or ["autocoder.v1"]
    await websocket.accept(subprotocol=offered[0])
    await websocket.close(code=4401, reason="The token has expired")
