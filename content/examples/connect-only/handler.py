from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/projects/{project_name}")
async def simple_websocket(websocket: WebSocket, project_name: str):
    await manager.connect(websocket, project_name)  # Accepts + registers
    try:
        await websocket.send_text(f"{manager.get_connection_count(project_name)} here")
        async for text in websocket.iter_text():
            await websocket.send_text(text)
    finally:
        await manager.disconnect(websocket, project_name)
