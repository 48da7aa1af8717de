from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/reports")
async def handler(websocket: WebSocket):
    await websocket.accept()
    # The connection is open: a Close frame has both.
    await websocket.close(code=4003, reason="Sign in to read reports")
