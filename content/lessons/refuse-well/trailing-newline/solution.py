import re

from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = {"QR": "QR code generator"}


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if not re.fullmatch(r"[a-zA-Z0-9_-]{1,50}", project_name):
        await websocket.close(code=4000, reason="Invalid project name")
        return
    if project_name not in projects:
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    await websocket.send_text(f"{project_name} is ready")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
