import re

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    valid = re.fullmatch(r"[\w-]{1,50}", project_name, re.ASCII)
    await websocket.close(code=4004 if valid else 4000, reason="Refused")
