from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}/assistant")
async def assistant(websocket: WebSocket, project_name: str):
    await websocket.close(code=4004, reason="Project not found in registry")
