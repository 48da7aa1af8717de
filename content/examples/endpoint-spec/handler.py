import json
import re

from fastapi import FastAPI, WebSocket

app = FastAPI()

# The registry. `moved` is known, but its directory is not there any more.
projects = {"QR": {"has_directory": True}, "moved": {"has_directory": False}}
SPEC_PATH = "prompts/app_spec.txt"


@app.websocket("/ws/projects/{project_name}/spec")
@app.websocket("/api/spec/ws/{project_name}")
async def spec_creation(websocket: WebSocket, project_name: str):
    await websocket.accept()
    refused = refusal(websocket, project_name)
    if refused:
        await websocket.close(*refused)
        return

    started = False
    async for text in websocket.iter_text():
        message = parse(text)
        match message:
            case {"type": "ping"}:
                await websocket.send_json({"type": "pong"})
            case {"type": "start"}:
                started = True
                # One question, always the same: nobody thinks here.
                questions = ["What shall it do?"]
                await websocket.send_json({"type": "question", "questions": questions, "tool_id": "question-1"})
                await websocket.send_json({"type": "response_done"})
            case None:
                # A mistake in a message is answered with a message. The socket stays open.
                await websocket.send_json({"type": "error", "content": "Invalid JSON"})
            case _ if not started:
                await websocket.send_json({"type": "error", "content": "No active session. Send 'start' first."})
            case {"type": "message", **rest}:
                await websocket.send_json({"type": "text", "content": f"You wrote: {rest.get('content')}"})
                await websocket.send_json({"type": "response_done"})
            case {"type": "answer"}:
                await websocket.send_json({"type": "spec_complete", "path": SPEC_PATH})
                await websocket.send_json({"type": "response_done"})
                await websocket.send_json({"type": "complete", "path": SPEC_PATH})
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
    return None


def parse(text: str) -> dict | None:
    """The message as an object, or None when the text is no JSON object."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
