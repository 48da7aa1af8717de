import json

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/chat")
async def chat(websocket: WebSocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        try:
            message = json.loads(text)
            kind = message.get("type")
        except Exception:
            break
        if kind == "ping":
            await websocket.send_json({"type": "pong"})
