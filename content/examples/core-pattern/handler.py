import re

from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
projects = {"QR": "QR code generator"}
manager = ConnectionManager()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    # 1. Accept first: a close code can only travel on an open connection.
    await websocket.accept()

    # 2. Validate the input.
    if not re.fullmatch(r"[\w-]{1,50}", project_name, re.ASCII):
        await websocket.close(code=4000, reason="Invalid parameter")
        return

    # 3. Look up the resource.
    title = projects.get(project_name)
    if title is None:
        await websocket.close(code=4004, reason="Resource not found")
        return

    # 4. Register. Not connect(), which would accept a second time.
    await manager.register(websocket, project_name)

    # 5. Serve until the client leaves.
    try:
        while True:
            text = await websocket.receive_text()
            await websocket.send_text(f"{title}: {text}")
    except WebSocketDisconnect:
        pass
    finally:
        await manager.disconnect(websocket, project_name)
