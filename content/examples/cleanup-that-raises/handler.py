import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()
attached: set[WebSocket] = set()


@app.websocket("/ws/terminal")
async def handler(websocket: WebSocket, output: str = ""):
    await websocket.accept()
    attached.add(websocket)
    copying = asyncio.create_task(copy_output(output))
    try:
        async for _ in websocket.iter_text():
            await websocket.send_text(f"{len(attached)} attached")
    finally:
        copying.cancel()
        try:
            await copying
        except asyncio.CancelledError:
            pass
        # The task had failed, so its error is raised above and this line is skipped.
        attached.discard(websocket)


async def copy_output(output: str):
    if output == "broken":
        raise BrokenPipeError("The terminal is gone.")
    await asyncio.sleep(60)
