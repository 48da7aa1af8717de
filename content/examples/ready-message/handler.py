from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = {"QR"}


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()

    if project_name not in projects:
        await websocket.close(code=4004, reason="Project not found")
        return

    # Only now is the client connected. It resets its backoff here, not in onopen.
    await websocket.send_json({"type": "ready"})
    async for text in websocket.iter_text():
        await websocket.send_text(text)
