from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/feed")
async def handler(websocket: WebSocket):
    await websocket.accept()
    # 1004, 1005, 1006 and 1015 are names for things that happen without a Close
    # frame. Starlette lets them pass. The server does not, or makes them 1000.
    await websocket.close(code=1006, reason="Please sign in again")
