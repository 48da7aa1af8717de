import re

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    if not re.fullmatch(r"[\w-]{1,50}", project_name, re.ASCII):
        await websocket.close(code=4000, reason="Invalid project name")
        return
    await websocket.accept()
    if project_name != "QR":
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    async for text in websocket.iter_text():
        await websocket.send_text(text)
