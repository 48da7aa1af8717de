from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    # The same happens with a connect() that has stopped accepting under its old name.
    await manager.register(websocket, project_name)
    try:
        while True:
            await websocket.send_text(await websocket.receive_text())
    finally:
        await manager.disconnect(websocket, project_name)
