from contextlib import suppress

from fastapi import FastAPI, WebSocket

app = FastAPI()
room: list[WebSocket] = []


@app.websocket("/ws/room")
async def handler(websocket: WebSocket):
    await websocket.accept()
    room.append(websocket)
    await websocket.send_text("welcome")
    async for text in websocket.iter_text():
        for member in list(room):
            if member is not websocket:
                room.remove(member)
                with suppress(Exception):
                    await member.close(code=1011, reason="Room is cleaned up")
        await websocket.send_text(text)
