from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/rooms")
async def handler(websocket: WebSocket, room: str = ""):
    await websocket.accept()

    if not room.isdecimal():
        await websocket.close(code=4000, reason="room must be a number")
        return

    await websocket.send_text(f"You are in room {int(room)}.")
    await websocket.close()
