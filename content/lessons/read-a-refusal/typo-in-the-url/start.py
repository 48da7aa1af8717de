from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = {"QR": "QR code generator"}


@app.websocket("/api/assistant/ws/{project_name}")
async def assistant(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if project_name not in projects:
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    await websocket.send_json({"type": "ready", "project": projects[project_name]})
    async for text in websocket.iter_text():
        await websocket.send_json({"type": "text", "content": f"You said: {text}"})
