from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
room: list[WebSocket] = []


async def broadcast(text: str):
    for member in list(room):
        try:
            await member.send_text(text)
        except (WebSocketDisconnect, RuntimeError):
            if member in room:
                room.remove(member)


@app.websocket("/ws/room")
async def handler(websocket: WebSocket):
    await websocket.accept()
    room.append(websocket)
    try:
        await websocket.send_text("welcome")
        async for text in websocket.iter_text():
            await broadcast(text)
    finally:
        if websocket in room:
            room.remove(websocket)
