from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = {"QR": "QR code generator"}
manager = ConnectionManager()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if project_name not in projects:
        await websocket.close(code=4004, reason="Project not found")
        return

    await manager.connect(websocket, project_name)
    try:
        await websocket.send_json({"online": manager.get_connection_count(project_name)})
        async for text in websocket.iter_text():
            await manager.broadcast(project_name, text)
    finally:
        await manager.disconnect(websocket, project_name)
