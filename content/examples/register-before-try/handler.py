from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/rooms/{room}")
async def handler(websocket: WebSocket, room: str, history: str = ""):
    await websocket.accept()

    await manager.register(websocket, room)
    load_history(history)  # Raises for the first client. The finally below is not reached.
    try:
        await websocket.send_text(f"{manager.get_connection_count(room)} here")
        async for text in websocket.iter_text():
            await websocket.send_text(text)
    finally:
        await manager.disconnect(websocket, room)


def load_history(history: str):
    if history == "lost":
        raise ConnectionError("The history could not be read.")
