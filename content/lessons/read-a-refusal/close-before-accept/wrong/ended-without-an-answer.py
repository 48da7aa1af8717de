from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    # Nobody awaits them, so neither ever runs.
    websocket.accept()
    if project_name != "QR":
        websocket.close(code=4004, reason="Project not found in registry")
