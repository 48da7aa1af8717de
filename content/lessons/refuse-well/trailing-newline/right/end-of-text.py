import re

from fastapi import FastAPI, WebSocket

app = FastAPI()
NAME = re.compile(r"^[a-zA-Z0-9_-]{1,50}\Z")


@app.websocket("/ws/projects/{name}")
async def handler(websocket: WebSocket, name: str):
    await websocket.accept()
    if not NAME.match(name):
        return await websocket.close(4000, "That is not a name")
    if name != "QR":
        return await websocket.close(4004, "No such project")
    await websocket.send_text("QR")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
