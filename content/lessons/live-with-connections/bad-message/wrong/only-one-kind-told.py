import json

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/chat")
async def chat(websocket: WebSocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        message = json.loads(text)
        if isinstance(message, dict):
            await websocket.send_json({"type": "pong"})
        else:
            await websocket.send_json({"type": "error", "content": "Send an object"})
