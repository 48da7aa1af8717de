from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/hello")
async def handler(websocket: WebSocket):
    # The server answers 101 Switching Protocols, and the page gets its open event.
    await websocket.accept()
    await websocket.send_text("You are in.")
    await websocket.close()
