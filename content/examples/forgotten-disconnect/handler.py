from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/rooms/{room}")
async def handler(websocket: WebSocket, room: str):
    await websocket.accept()
    await manager.register(websocket, room)
    await websocket.send_text(f"{manager.get_connection_count(room)} here")
    async for text in websocket.iter_text():
        await manager.broadcast(room, text)
    # Leaving the loop is not leaving the room.
