import re

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()

    if not re.fullmatch(r"[\w-]{1,50}", project_name, re.ASCII):
        # The connection is open, so a Close frame carries both
        # to the page, and it can tell its user what to do.
        await websocket.close(code=4000, reason="Invalid parameter")
        return

    async for text in websocket.iter_text():
        await websocket.send_text(text)
