from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{name}")
async def handler(websocket: WebSocket, name: str):
    await websocket.accept()
    if name == "QR":
        async for text in websocket.iter_text():
            if text == "bye":
                break
            await websocket.send_text(text)
    await websocket.close()
