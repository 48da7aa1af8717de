from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = {"QR": "QR code generator"}


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if project_name not in projects:
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    async for text in websocket.iter_text():
        if text == "bye":
            await websocket.close()
            return
        await websocket.send_text(f"{project_name}: {text}")
