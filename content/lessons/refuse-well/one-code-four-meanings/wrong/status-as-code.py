from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/expand/{name}")
async def expand(websocket: WebSocket, name: str):
    await websocket.accept()
    codes = {"moved": (410, "Folder gone"), "draft": (428, "Spec required")}
    code, reason = codes.get(name, (404, "Project not found"))
    await websocket.close(code=code, reason=reason)
