from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/expand/{name}")
async def expand(websocket: WebSocket, name: str):
    await websocket.accept()
    if name == "draft":
        return await websocket.close(code=4428, reason="Spec required")
    if name != "QR":
        return await websocket.close(code=4404, reason="Not found")
    await websocket.send_text("ready")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
