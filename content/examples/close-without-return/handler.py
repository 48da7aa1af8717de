from fastapi import FastAPI, WebSocket

app = FastAPI()
guests: list[str] = []


@app.websocket("/ws/rooms/{room}")
async def handler(websocket: WebSocket, room: str, name: str = ""):
    await websocket.accept()
    if not name:
        await websocket.close(code=4000, reason="Who are you?")
        # Here a return is missing.

    guests.append(name)
    await websocket.send_text(f"{len(guests)} here")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
