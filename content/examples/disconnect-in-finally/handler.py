from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/rooms/{room}")
async def handler(websocket: WebSocket, room: str):
    await websocket.accept()
    try:
        await manager.register(websocket, room)
        await websocket.send_text(f"{manager.get_connection_count(room)} here")
        async for text in websocket.iter_text():
            await manager.broadcast(room, text)
    finally:
        # It forgets the socket and closes nothing: the client is gone already.
        await manager.disconnect(websocket, room)
