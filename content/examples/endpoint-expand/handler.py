import json
import re

from fastapi import FastAPI, WebSocket

app = FastAPI()

# The registry. `draft` has no spec yet, and `moved` has lost its directory.
projects = {
    "QR": {"has_directory": True, "has_spec": True},
    "draft": {"has_directory": True, "has_spec": False},
    "moved": {"has_directory": False, "has_spec": False},
}


@app.websocket("/ws/projects/{project_name}/expand")
@app.websocket("/api/expand/ws/{project_name}")
async def expand(websocket: WebSocket, project_name: str):
    await websocket.accept()
    refused = refusal(websocket, project_name)
    if refused:
        await websocket.close(*refused)
        return

    started = False
    added = 0
    async for text in websocket.iter_text():
        message = parse(text)
        match message:
            case {"type": "ping"}:
                await websocket.send_json({"type": "pong"})
            case {"type": "start"}:
                # Sent twice, it starts once.
                if not started:
                    greeting = "Each message becomes one feature, word for word."
                    await websocket.send_json({"type": "text", "content": greeting})
                started = True
                await websocket.send_json({"type": "response_done"})
            case None:
                await websocket.send_json({"type": "error", "content": "Invalid JSON"})
            case _ if not started:
                await websocket.send_json({"type": "error", "content": "No active session. Send 'start' first."})
            case {"type": "message", **rest}:
                added += 1
                features = [{"name": rest.get("content")}]
                await websocket.send_json({"type": "features_created", "count": 1, "features": features})
                await websocket.send_json({"type": "response_done"})
            case {"type": "done"}:
                await websocket.send_json({"type": "expansion_complete", "total_added": added})
            case _:
                content = f"Unknown message type: {message.get('type')}"
                await websocket.send_json({"type": "error", "content": content})


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
    # The same code for something the user can repair: the client has to read the reason.
    if not project["has_spec"]:
        return 4004, "Project has no spec. Create spec first."
    return None


def parse(text: str) -> dict | None:
    """The message as an object, or None when the text is no JSON object."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
