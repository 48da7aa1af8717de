from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name:path}")
async def assistant(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if project_name != "QR":
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    await websocket.send_json({"type": "ready"})
