from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/projects/{name}")
async def handler(websocket: WebSocket, name: str):
    if name != "QR":
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    await manager.connect(websocket, name)
    await websocket.send_text("Welcome")
    async for text in websocket.iter_text():
        await manager.broadcast(name, text)
