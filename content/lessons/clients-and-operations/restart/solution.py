import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()
stopping = asyncio.Event()


async def serve(websocket: WebSocket):
    async for text in websocket.iter_text():
        await websocket.send_text(f"QR: {text}")


@app.websocket("/ws/projects/{project_name}")
async def project(websocket: WebSocket, project_name: str):
    await websocket.accept()
    serving = asyncio.create_task(serve(websocket))
    stop = asyncio.create_task(stopping.wait())
    await asyncio.wait({serving, stop}, return_when=asyncio.FIRST_COMPLETED)
    if stopping.is_set():
        await websocket.close(code=1012, reason="Restarting")
    serving.cancel()
    stop.cancel()


@app.websocket("/ops/restart")
async def restart(websocket: WebSocket):
    await websocket.accept()
    stopping.set()
    await websocket.close(reason="Announced")
