import json

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/chat")
async def chat(websocket: WebSocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        try:
            kind = json.loads(text).get("type")
        except Exception:
            continue
        if kind == "ping":
            await websocket.send_json({"type": "pong"})
