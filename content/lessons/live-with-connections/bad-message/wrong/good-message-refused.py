from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/chat")
async def chat(websocket: WebSocket):
    await websocket.accept()
    await websocket.receive_text()
    await websocket.close(code=1003, reason="Send a JSON object with a type")
