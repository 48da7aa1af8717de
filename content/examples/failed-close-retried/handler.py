from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/feed")
async def handler(websocket: WebSocket):
    await websocket.accept()
    try:
        await websocket.close(code=1005, reason="Please sign in again")
    except Exception:
        # The state is DISCONNECTED already, and this raises as well.
        await websocket.close(code=4401, reason="Please sign in again")
