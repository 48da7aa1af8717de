import re

from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = {"QR"}


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()

    # project_name is "QR" and a newline. It passes.
    if not re.match(r"^[a-zA-Z0-9_-]{1,50}$", project_name):
        await websocket.close(code=4000, reason="Invalid project name")
        return

    if project_name not in projects:
        await websocket.close(code=4004, reason="Project not found")
        return

    await websocket.send_text("Welcome.")
    await websocket.close()
