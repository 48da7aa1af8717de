from fastapi import FastAPI, WebSocket

app = FastAPI()
room: list[WebSocket] = []


@app.websocket("/ws/room")
async def handler(websocket: WebSocket):
    await websocket.accept()
    room.append(websocket)

    async for text in websocket.iter_text():
        # The first client is gone and nobody took it off the list. On uvicorn this
        # send raises here, in the handler of the client that is still alive.
        for member in room:
            await member.send_text(text)
