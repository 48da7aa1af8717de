from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{name}")
async def handler(websocket: WebSocket, name: str):
    await websocket.accept()
    if name != "QR":
        await websocket.close(code=4000, reason="Invalid project name")
        return
    await websocket.send_text("QR is ready")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
