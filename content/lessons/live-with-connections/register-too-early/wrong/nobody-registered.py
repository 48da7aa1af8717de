from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/projects/{name}")
async def handler(websocket: WebSocket, name: str):
    await websocket.accept()
    if name != "QR":
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    await websocket.send_text("Welcome")
    async for text in websocket.iter_text():
        await manager.broadcast(name, text)


@app.websocket("/ws/count/{name}")
async def count(websocket: WebSocket, name: str):
    await websocket.accept()
    await websocket.send_text(str(manager.get_connection_count(name)))
    await websocket.close()
