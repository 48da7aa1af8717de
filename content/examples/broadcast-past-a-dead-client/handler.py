from fastapi import FastAPI, WebSocket

app = FastAPI()
room: set[WebSocket] = set()


@app.websocket("/ws/room")
async def handler(websocket: WebSocket):
    await websocket.accept()
    room.add(websocket)
    try:
        async for text in websocket.iter_text():
            await broadcast(text)
    finally:
        room.discard(websocket)


async def broadcast(text: str):
    for member in list(room):
        try:
            await member.send_text(text)
        except Exception:
            # Whoever cannot be reached has left, and its own handler will say so.
            room.discard(member)
