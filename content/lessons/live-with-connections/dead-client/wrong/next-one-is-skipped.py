from fastapi import FastAPI, WebSocket

app = FastAPI()
room: list[WebSocket] = []


@app.websocket("/ws/room")
async def handler(websocket: WebSocket):
    await websocket.accept()
    room.append(websocket)
    await websocket.send_text("welcome")
    async for text in websocket.iter_text():
        for member in room:
            try:
                await member.send_text(text)
            except Exception:
                room.remove(member)
