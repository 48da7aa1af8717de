from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/expand/{name}")
async def expand(websocket: WebSocket, name: str):
    if name != "QR":
        await websocket.close(code=4428 if name == "draft" else 4404, reason="Refused")
        return
    await websocket.accept()
    await websocket.send_text("ready")
    await websocket.receive_text()
