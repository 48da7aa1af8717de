from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/chat")
async def chat(websocket: WebSocket):
    await websocket.accept()
    async for text in websocket.iter_text():
        if not text.startswith('{"type":"'):
            await websocket.close()
            return
        await websocket.send_text("pong")
