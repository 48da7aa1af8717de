from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{name}")
async def handler(websocket: WebSocket, name: str):
    await websocket.accept()
    if "\n" in name:
        await websocket.close(code=4000, reason="Invalid project name")
        return
    if name != "QR":
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    await websocket.send_text("QR is ready")
