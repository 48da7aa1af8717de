import asyncio
import logging

from fastapi import FastAPI, WebSocket

app = FastAPI()
attached: set[WebSocket] = set()
log = logging.getLogger(__name__)


@app.websocket("/ws/terminal")
async def handler(websocket: WebSocket, output: str = ""):
    await websocket.accept()
    attached.add(websocket)
    copying = asyncio.create_task(copy_output(output))
    try:
        async for _ in websocket.iter_text():
            await websocket.send_text(f"{len(attached)} attached")
    finally:
        attached.discard(websocket)
        copying.cancel()
        # gather() hands the error over as a value. It is for the log, not for finally.
        [error] = await asyncio.gather(copying, return_exceptions=True)
        if isinstance(error, Exception):
            log.warning("copying ended with %r", error)


async def copy_output(output: str):
    if output == "broken":
        raise BrokenPipeError("The terminal is gone.")
    await asyncio.sleep(60)
