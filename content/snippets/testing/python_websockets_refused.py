import asyncio
import os

from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus


async def told(url):
    try:
        async with connect(url) as websocket:
            await websocket.recv()
    except InvalidStatus as refused:
        return f"refused with HTTP {refused.response.status_code}"
    except ConnectionClosed as closed:
        return f"closed {closed.rcvd.code} {closed.rcvd.reason}"


print(asyncio.run(told(os.environ["BASE"] + os.environ["PATH_"])))
