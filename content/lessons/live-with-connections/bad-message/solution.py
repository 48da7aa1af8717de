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
        except (ValueError, AttributeError):
            await websocket.send_json({"type": "error", "content": "Send a JSON object with a type."})
            continue
        if kind == "ping":
            await websocket.send_json({"type": "pong"})
