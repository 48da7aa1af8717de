from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/projects/{name}")
async def handler(websocket: WebSocket, name: str):
    await manager.connect(websocket, name)
    try:
        if name != "QR":
            await websocket.close(4004, "No such project")
            return
        await websocket.send_text("welcome")
        async for text in websocket.iter_text():
            await manager.broadcast(name, text)
    finally:
        await manager.disconnect(websocket, name)


@app.websocket("/ws/count/{name}")
async def count(websocket: WebSocket, name: str):
    await websocket.accept()
    await websocket.send_text(str(manager.get_connection_count(name)))
    await websocket.close()
