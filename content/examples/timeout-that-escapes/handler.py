import asyncio

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()


@app.websocket("/ws/feed")
async def handler(websocket: WebSocket):
    await websocket.accept()
    try:
        while True:
            text = await asyncio.wait_for(websocket.receive_text(), timeout=0.2)
            await websocket.send_text(text)
    except WebSocketDisconnect:
        pass  # A TimeoutError is no WebSocketDisconnect.
