import json

from fastapi import FastAPI, WebSocket

app = FastAPI()


def parse(text: str) -> dict | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None


@app.websocket("/ws/chat")
async def chat(websocket: WebSocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        message = parse(text)
        if message is None:
            await websocket.close(code=1003, reason="A JSON object was expected")
            return
        if message.get("type") == "ping":
            await websocket.send_json({"type": "pong"})
