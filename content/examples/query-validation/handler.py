from fastapi import FastAPI, WebSocket

app = FastAPI()


# room=lobby is no int: FastAPI closes with 1008 before this function is called.
@app.websocket("/ws/rooms")
async def handler(websocket: WebSocket, room: int):
    await websocket.accept()
    await websocket.send_text(f"You are in room {room}.")
    await websocket.close()
