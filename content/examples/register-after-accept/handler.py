from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()

    if project_name != "QR":
        await websocket.close(code=4004, reason="Project not found")
        return

    await manager.register(websocket, project_name)
    try:
        await websocket.send_text("registered")
        async for text in websocket.iter_text():
            await websocket.send_text(f"{project_name}: {text}")
    finally:
        await manager.disconnect(websocket, project_name)
