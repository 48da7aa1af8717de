import re

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if not re.fullmatch(r"[\w-]{1,50}", project_name, re.ASCII):
        await websocket.close(code=4000, reason="Invalid project name")
    elif project_name != "QR":
        await websocket.close(code=4004, reason="Project not found in registry")
    while True:
        await websocket.send_text(await websocket.receive_text())
