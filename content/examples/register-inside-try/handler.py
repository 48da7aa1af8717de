from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()


@app.websocket("/ws/rooms/{room}")
async def handler(websocket: WebSocket, room: str, history: str = ""):
    await websocket.accept()

    try:
        await manager.register(websocket, room)
        load_history(history)
        await websocket.send_text(f"{manager.get_connection_count(room)} here")
        async for text in websocket.iter_text():
            await websocket.send_text(text)
    except ConnectionError:
        await websocket.close(code=1011, reason="The history could not be read")
    finally:
        # Forgetting a client that was never registered does no harm.
        await manager.disconnect(websocket, room)


def load_history(history: str):
    if history == "lost":
        raise ConnectionError("The history could not be read.")
