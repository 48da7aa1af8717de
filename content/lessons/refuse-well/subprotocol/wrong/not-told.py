from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/agent")
async def agent(websocket: WebSocket):
    await websocket.accept(subprotocol=next(iter(websocket.scope["subprotocols"]), None))
    await websocket.close(code=1008, reason="Expired")
