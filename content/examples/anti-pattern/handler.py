import re

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    if not re.fullmatch(r"[\w-]{1,50}", project_name, re.ASCII):
        # Legal, and nothing raises. But no connection is there yet
        # to carry a code: the server can only answer HTTP 403.
        await websocket.close(code=4000, reason="Invalid parameter")
        return

    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)
