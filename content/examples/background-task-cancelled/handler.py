import asyncio
from contextlib import suppress

from fastapi import FastAPI, WebSocket

app = FastAPI()
clocks: set[asyncio.Task] = set()


@app.websocket("/ws/clock")
async def handler(websocket: WebSocket):
    await websocket.accept()
    clock = asyncio.create_task(tick())
    clocks.add(clock)
    clock.add_done_callback(clocks.discard)
    try:
        async for _ in websocket.iter_text():
            await websocket.send_text(f"ticking: {len(clocks)}")
    finally:
        clock.cancel()
        # Wait until it has really ended. Its own failure must not become yours.
        with suppress(asyncio.CancelledError):
            await clock


async def tick():
    while True:
        await asyncio.sleep(0.05)
