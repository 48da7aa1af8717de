from fastapi import FastAPI, WebSocket

app = FastAPI()

CODES = {"moved": 4410, "draft": 4428}


@app.websocket("/ws/expand/{name}")
async def expand(websocket: WebSocket, name: str):
    await websocket.accept()
    await websocket.close(code=CODES.get(name, 4404), reason="Refused")
