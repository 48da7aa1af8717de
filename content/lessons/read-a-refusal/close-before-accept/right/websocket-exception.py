import re

from fastapi import Depends, FastAPI, WebSocket, WebSocketException

app = FastAPI()
projects = {"QR": "QR code generator"}


async def project_of(websocket: WebSocket, project_name: str) -> str:
    """A dependency runs before the handler, so it accepts by itself."""
    await websocket.accept()
    if not re.fullmatch(r"[\w-]{1,50}", project_name, re.ASCII):
        raise WebSocketException(code=4000, reason="Invalid project name")
    if project_name not in projects:
        raise WebSocketException(code=4004, reason="Project not found")
    return project_name


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, name: str = Depends(project_of)):
    async for text in websocket.iter_text():
        await websocket.send_text(f"{name}: {text}")
