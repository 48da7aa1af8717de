from fastapi import FastAPI, HTTPException, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if project_name != "QR":
        raise HTTPException(404, "Project not found")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
