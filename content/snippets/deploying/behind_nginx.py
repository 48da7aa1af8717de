"""What a client behind nginx is told, with nginx.conf as it is and with lines of it changed."""

import asyncio
import re
import socket
import sys
import tempfile
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

APPLICATION = """
from fastapi import FastAPI, WebSocket

app = FastAPI()

@app.websocket("/ws/{name}")
async def handler(websocket: WebSocket, name: str):
    if name == "stranger":
        return await websocket.close()
    await websocket.accept()
    if name == "invalid":
        return await websocket.close(code=4004, reason="Project not found")
    await websocket.receive_text()
"""
LOCATION = Path("nginx.conf").read_text()
PLAIN = re.sub(r".*(http_version|Upgrade|Connection) .*\n", "", LOCATION)
IMPATIENT = LOCATION.replace("75s", "1s")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


async def ready(port: int) -> None:
    while True:
        try:
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            return writer.close()
        except OSError:
            await asyncio.sleep(0.05)


async def told(location: str, name: str, to_port: int, folder: str) -> str:
    port = free_port()
    config = Path(folder, "nginx.conf")
    config.write_text(
        f"daemon off; pid {folder}/pid; error_log {folder}/errors; events {{}}"
        f"http {{ access_log off; server {{ listen 127.0.0.1:{port}; {location.replace('8000', str(to_port))} }} }}"
    )
    nginx = await asyncio.create_subprocess_exec("nginx", "-e", f"{folder}/errors", "-c", config)
    try:
        await ready(port)
        async with connect(f"ws://127.0.0.1:{port}/ws/{name}") as websocket:
            await websocket.recv()
    except InvalidStatus as refused:
        return f"HTTP {refused.response.status_code}"
    except ConnectionClosed as closed:
        # Without a Close frame there is no code: a browser says 1006.
        return f"{closed.rcvd.code} {closed.rcvd.reason}" if closed.rcvd else "1006"
    finally:
        nginx.terminate()
        await nginx.wait()
    return "nothing"


async def main() -> None:
    port = free_port()
    run = f"import uvicorn\n{APPLICATION}\nuvicorn.run(app, port={port}, log_level='critical')"
    server = await asyncio.create_subprocess_exec(sys.executable, "-c", run)
    try:
        await ready(port)
        with tempfile.TemporaryDirectory() as folder:
            print("accept, then close:", await told(LOCATION, "invalid", port, folder))
            print("close before accept:", await told(LOCATION, "stranger", port, folder))
            print("without the three lines:", await told(PLAIN, "invalid", port, folder))
            print("silent for longer than the read timeout:", await told(IMPATIENT, "quiet", port, folder))
    finally:
        server.terminate()
        await server.wait()


asyncio.run(main())
