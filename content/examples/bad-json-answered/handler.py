import json

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/chat")
async def handler(websocket: WebSocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        try:
            data = json.loads(text)
        except json.JSONDecodeError:
            await websocket.close(code=4000, reason="That was not JSON")
            return
        await websocket.send_json({"you_said": data})
