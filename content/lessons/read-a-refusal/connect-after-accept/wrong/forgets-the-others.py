from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    manager = ConnectionManager()
    await manager.connect(websocket, project_name)
    await websocket.send_json({"online": manager.get_connection_count(project_name)})
    async for text in websocket.iter_text():
        await websocket.send_text(text)
