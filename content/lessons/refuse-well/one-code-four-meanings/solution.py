from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = {
    "QR": {"folder": True, "spec": True},
    "draft": {"folder": True, "spec": False},
    "moved": {"folder": False, "spec": True},
}

# 4000 and the HTTP status that comes nearest.
UNKNOWN_PROJECT = 4404  # the user corrects the name
FOLDER_GONE = 4410  # nothing that the user can do
SPEC_REQUIRED = 4428  # the client offers to create a spec


@app.websocket("/ws/expand/{project_name}")
async def expand(websocket: WebSocket, project_name: str):
    await websocket.accept()
    project = projects.get(project_name)
    if project is None:
        await websocket.close(code=UNKNOWN_PROJECT, reason="Project not found in registry")
        return
    if not project["folder"]:
        await websocket.close(code=FOLDER_GONE, reason="Project directory not found")
        return
    if not project["spec"]:
        await websocket.close(code=SPEC_REQUIRED, reason="Project has no spec. Create spec first.")
        return

    await websocket.send_json({"type": "ready"})
    async for text in websocket.iter_text():
        await websocket.send_text(text)
