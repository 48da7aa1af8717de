from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/rooms/{room}")
async def handler(websocket: WebSocket, room: str, name: str = ""):
    # Accepts and registers. The code arrives, but nobody takes the client off the list.
    await manager.connect(websocket, room)
    if not name:
        await websocket.close(code=4000, reason="Who are you?")
        return

    try:
        await websocket.send_text(f"{manager.get_connection_count(room)} here")
        async for text in websocket.iter_text():
            await websocket.send_text(text)
    finally:
        await manager.disconnect(websocket, room)
