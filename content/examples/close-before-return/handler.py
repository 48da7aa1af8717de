from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/jobs")
async def handler(websocket: WebSocket):
    await websocket.accept()
    await websocket.send_text("The job is done.")
    # 1000, Normal Closure, is the default: a client knows not to reconnect.
    await websocket.close()
