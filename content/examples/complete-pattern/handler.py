import json
import logging
import re
from urllib.parse import urlsplit

from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
manager = ConnectionManager()
log = logging.getLogger(__name__)

PROJECT_NAME = re.compile(r"[a-zA-Z0-9_-]{1,50}")
projects = {"QR": "QR code generator"}


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    # A page of another website is refused before accept, and learns nothing.
    if not is_from_here(websocket):
        await websocket.close()
        return

    await websocket.accept()

    if not PROJECT_NAME.fullmatch(project_name):
        await websocket.close(code=4000, reason="Invalid project name")
        return
    if project_name not in projects:
        await websocket.close(code=4004, reason="Project not found")
        return

    try:
        await manager.register(websocket, project_name)
        members = manager.get_connection_count(project_name)
        await websocket.send_json({"type": "ready", "members": members})
        async for text in websocket.iter_text():
            await websocket.send_json(answer(text))
    except WebSocketDisconnect:
        pass  # The client left while something was being sent to it.
    except Exception:
        log.exception("project %s", project_name)
        await websocket.close(code=1011, reason="Something failed here")
    finally:
        await manager.disconnect(websocket, project_name)


def is_from_here(websocket: WebSocket) -> bool:
    """True for a page of this site, and for a client that is no browser and needs a token instead."""
    origin = websocket.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == websocket.headers.get("host")


def answer(text: str) -> dict:
    match parse(text):
        case {"type": "ping"}:
            return {"type": "pong"}
        case {"type": "build"}:
            raise RuntimeError("The compiler is not installed.")
        case _:
            return {"type": "error", "content": "Send an object with a type"}


def parse(text: str):
    try:
        return json.loads(text)
    except ValueError:
        return None
