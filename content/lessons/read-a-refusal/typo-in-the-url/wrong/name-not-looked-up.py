from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}/assistant")
async def assistant(websocket: WebSocket, project_name: str):
    await websocket.accept()
    await websocket.send_json({"type": "ready"})
    async for text in websocket.iter_text():
        await websocket.send_text(text)
