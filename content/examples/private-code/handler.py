from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/feed")
async def handler(websocket: WebSocket):
    await websocket.accept()
    # Like HTTP 401. A client that stops at 4000 to 4999 does not come back.
    await websocket.close(code=4401, reason="Please sign in again")
