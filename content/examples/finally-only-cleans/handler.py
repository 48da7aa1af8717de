import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()
here: set[WebSocket] = set()


@app.websocket("/ws/notes")
async def handler(websocket: WebSocket):
    await websocket.accept()
    here.add(websocket)
    try:
        async for _ in websocket.iter_text():
            await websocket.send_text(f"{len(here)} here")
    finally:
        here.discard(websocket)
        await save_notes()


async def save_notes():
    await asyncio.sleep(0.1)
