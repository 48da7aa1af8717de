from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if project_name != "QR":
        await websocket.send_json({"type": "error", "content": "Project not found"})
    async for text in websocket.iter_text():
        await websocket.send_text(text)
