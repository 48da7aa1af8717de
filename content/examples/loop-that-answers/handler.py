import json

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/chat")
async def handler(websocket: WebSocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        match parse(text):
            case {"type": "ping"}:
                await websocket.send_json({"type": "pong"})
            case _:
                await websocket.send_json({"type": "error", "content": "Send an object with a type"})


def parse(text: str):
    try:
        return json.loads(text)
    except ValueError:
        return None
