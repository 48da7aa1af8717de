from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    reason = f"Project {project_name} was not found in the registry."
    await websocket.close(code=4004, reason=reason.encode()[:123].decode())
