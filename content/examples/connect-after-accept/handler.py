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

    # connect() is accept() and register() in one, and this socket is open already.
    await manager.connect(websocket, project_name)
    await websocket.send_text("registered")
