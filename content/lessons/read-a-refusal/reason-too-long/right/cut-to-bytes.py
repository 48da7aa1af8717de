from fastapi import FastAPI, WebSocket

app = FastAPI()


def fitting(reason: str) -> str:
    """At most 123 bytes, without half a character at the end."""
    return reason.encode()[:123].decode(errors="ignore")


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    await websocket.close(code=4004, reason=fitting(f"Project {project_name} was not found in the registry."))
