from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = {"QR": "QR code generator"}
manager = ConnectionManager()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    # Must connect first (it accepts), or no code can be sent.
    await manager.connect(websocket, project_name)

    if project_name not in projects:
        await websocket.close(code=4004, reason="Project not found in registry")
        return

    try:
        await websocket.send_text("Welcome")
        async for text in websocket.iter_text():
            await manager.broadcast(project_name, text)
    finally:
        await manager.disconnect(websocket, project_name)


@app.websocket("/ws/count/{project_name}")
async def count(websocket: WebSocket, project_name: str):
    await websocket.accept()
    await websocket.send_text(str(manager.get_connection_count(project_name)))
    await websocket.close()
