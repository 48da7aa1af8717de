from fastapi import FastAPI, WebSocket

app = FastAPI()
room: list[WebSocket] = []


@app.websocket("/ws/room")
async def handler(websocket: WebSocket):
    await websocket.accept()
    room.append(websocket)
    try:
        await websocket.send_text("welcome")
        while True:
            text = await websocket.receive_text()
            for member in list(room):
                await member.send_text(text)
    finally:
        room.remove(websocket)
