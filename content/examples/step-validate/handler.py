import re

from fastapi import FastAPI, WebSocket

app = FastAPI()
PROJECT_NAME = re.compile(r"[a-zA-Z0-9_-]{1,50}")


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()

    if not PROJECT_NAME.fullmatch(project_name):
        await websocket.close(code=4000, reason="Invalid project name")
        return

    await websocket.send_text(f"{project_name} is a valid name.")
    await websocket.close()
