import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()
room: set[WebSocket] = set()


@app.websocket("/ws/room")
async def handler(websocket: WebSocket):
    await websocket.accept()
    room.add(websocket)
    await websocket.send_text("welcome")
    async for text in websocket.iter_text():
        await asyncio.gather(*(member.send_text(text) for member in room), return_exceptions=True)
    room.discard(websocket)
