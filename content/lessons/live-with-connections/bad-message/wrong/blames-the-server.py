import json

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/chat")
async def chat(websocket: WebSocket):
    await websocket.accept()
    try:
        async for text in websocket.iter_text():
            if json.loads(text)["type"] == "ping":
                await websocket.send_json({"type": "pong"})
    except (ValueError, TypeError):
        await websocket.close(code=1011, reason="Something went wrong")
