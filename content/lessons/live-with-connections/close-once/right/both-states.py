from fastapi import FastAPI, WebSocket, WebSocketDisconnect
from starlette.websockets import WebSocketState

app = FastAPI()
CONNECTED = WebSocketState.CONNECTED


@app.websocket("/ws/projects/{name}")
async def handler(websocket: WebSocket, name: str):
    await websocket.accept()
    try:
        if name != "QR":
            await websocket.close(4004, "No such project")
            return
        while (text := await websocket.receive_text()) != "bye":
            await websocket.send_text(text)
    except WebSocketDisconnect:
        pass
    finally:
        if websocket.application_state == CONNECTED and websocket.client_state == CONNECTED:
            await websocket.close()
