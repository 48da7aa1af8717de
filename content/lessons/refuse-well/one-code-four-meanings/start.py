from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = {
    "QR": {"folder": True, "spec": True},
    "draft": {"folder": True, "spec": False},
    "moved": {"folder": False, "spec": True},
}


@app.websocket("/ws/expand/{project_name}")
async def expand(websocket: WebSocket, project_name: str):
    await websocket.accept()
    project = projects.get(project_name)
    if project is None:
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    if not project["folder"]:
        await websocket.close(code=4004, reason="Project directory not found")
        return
    if not project["spec"]:
        await websocket.close(code=4004, reason="Project has no spec. Create spec first.")
        return

    await websocket.send_json({"type": "ready"})
    async for text in websocket.iter_text():
        await websocket.send_text(text)
