import json
import re

from fastapi import FastAPI, WebSocket

app = FastAPI()

# The registry, with whether each terminal's process starts. That of terminal 2 does not.
projects = {
    "QR": {"has_directory": True, "terminals": {"1": True, "2": False}},
    "moved": {"has_directory": False, "terminals": {}},
}
MAX_INPUT_LENGTH = 65_536


@app.websocket("/ws/projects/{project_name}/terminal/{terminal_id}")
@app.websocket("/api/terminal/ws/{project_name}/{terminal_id}")
async def terminal(websocket: WebSocket, project_name: str, terminal_id: str):
    await websocket.accept()
    refused = refusal(websocket, project_name, terminal_id)
    if refused:
        await websocket.close(*refused)
        return

    started = False
    async for text in websocket.iter_text():
        match parse(text):
            case {"type": "ping"}:
                await websocket.send_json({"type": "pong"})
            case {"type": "resize"} if not started:
                # The first resize starts the process: only then is its size known.
                if not projects[project_name]["terminals"][terminal_id]:
                    await websocket.send_json({"type": "error", "message": "Failed to start terminal"})
                    await websocket.close(4500, "Failed to start terminal")
                    return
                started = True
            case {"type": "input", "data": str(data)} if started:
                # There is no shell behind this terminal. It shows what is typed.
                if len(data) > MAX_INPUT_LENGTH:
                    await websocket.send_json({"type": "error", "message": "Input too large"})
                else:
                    await websocket.send_json({"type": "output", "data": data})


def refusal(websocket: WebSocket, name: str, terminal_id: str) -> tuple[int, str] | None:
    host = websocket.client.host if websocket.client else None
    if host not in ("127.0.0.1", "::1", "localhost", None):
        return 4003, "Localhost access only"
    # re.match with a $ would let a final newline pass.
    if not re.fullmatch(r"[a-zA-Z0-9_-]{1,50}", name):
        return 4000, "Invalid project name"
    if not re.fullmatch(r"[a-zA-Z0-9]{1,16}", terminal_id):
        return 4000, "Invalid terminal ID"
    project = projects.get(name)
    if project is None:
        return 4004, "Project not found in registry"
    if not project["has_directory"]:
        return 4004, "Project directory not found"
    if terminal_id not in project["terminals"]:
        return 4004, "Terminal not found"
    return None


def parse(text: str) -> dict | None:
    """The message as an object, or None when the text is no JSON object."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
