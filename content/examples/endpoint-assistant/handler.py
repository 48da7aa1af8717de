import json
import re

from fastapi import FastAPI, WebSocket

app = FastAPI()

# The registry. `moved` is known, but its directory is not there any more.
projects = {"QR": {"has_directory": True}, "moved": {"has_directory": False}}


@app.websocket("/ws/projects/{project_name}/assistant")
@app.websocket("/api/assistant/ws/{project_name}")
async def assistant(websocket: WebSocket, project_name: str):
    await websocket.accept()
    refused = refusal(websocket, project_name)
    if refused:
        await websocket.close(*refused)
        return

    started = False
    async for text in websocket.iter_text():
        match parse(text):
            case {"type": "ping"}:
                await websocket.send_json({"type": "pong"})
            case {"type": "start", **rest}:
                started = True
                conversation = rest.get("conversation_id") or 1
                await websocket.send_json({"type": "conversation_created", "conversation_id": conversation})
                await say(websocket, "There is no assistant in this playground. It repeats what you write.")
            case {"type": "message", **rest} if started:
                await say(websocket, f"You wrote: {rest.get('content')}")
            case {"type": "message"}:
                # A mistake in a message is answered with a message. The socket stays open.
                await fail(websocket, "No active session. Send 'start' first.")
            case None:
                await fail(websocket, "Invalid JSON")
            case message:
                await fail(websocket, f"Unknown message type: {message.get('type')}")


def refusal(websocket: WebSocket, name: str) -> tuple[int, str] | None:
    host = websocket.client.host if websocket.client else None
    if host not in ("127.0.0.1", "::1", "localhost", None):
        return 4003, "Localhost access only"
    # re.match with a $ would let a final newline pass.
    if not re.fullmatch(r"[a-zA-Z0-9_-]{1,50}", name):
        return 4000, "Invalid project name"
    # Before the look-up: a wrong mode on an unknown project is told as 4002.
    if websocket.query_params.get("mode", "dev") not in ("dev", "uat"):
        return 4002, "Invalid mode, must be 'dev' or 'uat'"
    project = projects.get(name)
    if project is None:
        return 4004, "Project not found in registry"
    if not project["has_directory"]:
        return 4004, "Project directory not found"
    return None


async def say(websocket: WebSocket, content: str):
    await websocket.send_json({"type": "text", "content": content})
    await websocket.send_json({"type": "response_done"})


async def fail(websocket: WebSocket, content: str):
    await websocket.send_json({"type": "error", "content": content})


def parse(text: str) -> dict | None:
    """The message as an object, or None when the text is no JSON object."""
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None
