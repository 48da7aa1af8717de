from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/agent")
async def agent(websocket: WebSocket):
    offers_some = len(websocket.scope["subprotocols"]) > 0
    await websocket.accept(subprotocol="autocoder.v2" if offers_some else None)
    await websocket.close(code=4401, reason="The token has expired")
