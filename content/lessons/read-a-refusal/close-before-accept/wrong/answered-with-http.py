from fastapi import FastAPI, HTTPException, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    if project_name != "QR":
        raise HTTPException(404, "Project not found")
    await websocket.accept()
    async for text in websocket.iter_text():
        await websocket.send_text(text)
