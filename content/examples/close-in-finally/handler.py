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
        await save_notes()
        await websocket.close()  # Raises, because nobody is there any more.
        here.discard(websocket)


async def save_notes():
    await asyncio.sleep(0.1)
