from fastapi import FastAPI, WebSocket
from fastapi.websockets import WebSocketState

app = FastAPI()


@app.websocket("/ws/projects/{name}")
async def handler(websocket: WebSocket, name: str):
    await websocket.accept()
    try:
        if name != "QR":
            await websocket.close(code=4004, reason="Project not found in registry")
            return
        async for text in websocket.iter_text():
            if text == "bye":
                break
            await websocket.send_text(text)
    finally:
        # What the client has done says nothing of what was sent to it.
        if websocket.client_state == WebSocketState.CONNECTED:
            await websocket.close()
