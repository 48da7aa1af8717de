from fastapi import FastAPI, WebSocket

app = FastAPI()

CODES = {"moved": 1011, "draft": 1008}


@app.websocket("/ws/expand/{name}")
async def expand(websocket: WebSocket, name: str):
    await websocket.accept()
    await websocket.close(code=CODES.get(name, 3000), reason="Refused")
