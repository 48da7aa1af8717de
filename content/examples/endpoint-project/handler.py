import json
import re

from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()

# The registry. `moved` is known, but its directory is not there any more.
projects = {"QR": {"has_directory": True}, "moved": {"has_directory": False}}
manager = ConnectionManager()


@app.websocket("/ws/projects/{project_name}")
async def project_updates(websocket: WebSocket, project_name: str):
    await websocket.accept()
    refused = refusal(websocket, project_name)
    if refused:
        await websocket.close(*refused)
        return

    await manager.register(websocket, project_name)
    try:
        # No agent works here, so these three never change.
        await websocket.send_json({"type": "agent_status", "status": "stopped"})
        await websocket.send_json({"type": "dev_server_status", "status": "stopped", "url": None})
        await websocket.send_json({"type": "progress", "passing": 3, "in_progress": 0, "total": 12, "percentage": 25})

        async for text in websocket.iter_text():
            # Whatever is no ping is ignored, as in AutoCoder.
            if message_type(text) == "ping":
                await websocket.send_json({"type": "pong"})
    finally:
        await manager.disconnect(websocket, project_name)


def refusal(websocket: WebSocket, name: str) -> tuple[int, str] | None:
    host = websocket.client.host if websocket.client else None
    if host not in ("127.0.0.1", "::1", "localhost", None):
        return 4003, "Localhost access only"
    # re.match with a $ would let a final newline pass.
    if not re.fullmatch(r"[a-zA-Z0-9_-]{1,50}", name):
        return 4000, "Invalid project name"
    project = projects.get(name)
    if project is None:
        return 4004, "Project not found in registry"
    if not project["has_directory"]:
        return 4004, "Project directory not found"
    return None


def message_type(text: str):
    try:
        message = json.loads(text)
    except ValueError:
        return None
    return message.get("type") if isinstance(message, dict) else None
