from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{name}")
async def handler(websocket: WebSocket, name: str):
    await websocket.accept()
    if name != "QR":
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    async for text in websocket.iter_text():
        await websocket.send_text(text)
