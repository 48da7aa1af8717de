"""What a client is told when uvicorn is asked to stop, and when it is killed."""

import asyncio
import signal
import socket
import sys

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed

SERVER = """
from fastapi import FastAPI, WebSocket

app = FastAPI()

@app.websocket("/ws")
async def handler(websocket: WebSocket):
    await websocket.accept()
    await websocket.receive_text()
"""


async def told_after(kind: signal.Signals, port: int) -> str:
    run = f"import uvicorn\n{SERVER}\nuvicorn.run(app, port={port}, log_level='critical')"
    server = await asyncio.create_subprocess_exec(sys.executable, "-c", run)
    async with await connected(port) as websocket:
        server.send_signal(kind)
        try:
            await websocket.recv()
        except ConnectionClosed as closed:
            # Without a Close frame there is no code: a browser says 1006.
            return str(closed.rcvd.code if closed.rcvd else 1006)
        finally:
            await server.wait()
    return "nothing"


async def connected(port: int):
    while True:
        try:
            return await connect(f"ws://127.0.0.1:{port}/ws")
        except OSError:
            await asyncio.sleep(0.1)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def main():
    print("SIGTERM:", await told_after(signal.SIGTERM, free_port()))
    print("SIGKILL:", await told_after(signal.SIGKILL, free_port()))


asyncio.run(main())
