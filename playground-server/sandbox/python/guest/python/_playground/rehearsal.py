"""A dry run of everything that is slow the first time.

Nothing in it waits, so the coroutine is driven by hand: a task of the event
loop would put objects of JavaScript into the memory image.
"""

import sys

from .program import load
from .states import ConnectionScope

PROGRAM = '''
from typing import Annotated
from fastapi import Depends, FastAPI, Query, WebSocket, WebSocketException
from pydantic import BaseModel

class Message(BaseModel):
    type: str
    count: int = 3

def token(token: Annotated[str | None, Query(max_length=3)] = None):
    return token

app = FastAPI()

@app.websocket("/projects/{project_id}")
async def handler(websocket: WebSocket, project_id: int, token: Annotated[str, Depends(token)]):
    await websocket.accept()
    message = Message.model_validate_json('{"type": "x", "count": "7"}')
    await websocket.send_json(message.model_dump())
    if project_id == 2:
        raise WebSocketException(4003, "forbidden")
    if project_id == 3:
        await websocket.receive_text()
        raise ValueError("reported")
    await websocket.close(4004, "not found")
'''


def rehearse():
    application = load(PROGRAM).application
    for path in ("/projects/1", "/projects/2", "/projects/none", "/nowhere"):
        sent = _drive(application, path)
        if sent[-1]["type"] != "websocket.close":
            raise RuntimeError(f"The rehearsal of {path} ended with {sent[-1]}")
    del sys.modules["handler"]


def _drive(application, path):
    sent = []

    async def receive():
        return {"type": "websocket.connect"}

    async def send(message):
        sent.append(message)

    scope = ConnectionScope(
        type="websocket",
        asgi={"version": "3.0", "spec_version": "2.4"},
        http_version="1.1",
        scheme="ws",
        path=path,
        raw_path=path.encode(),
        query_string=b"token=abc",
        root_path="",
        headers=[(b"host", b"localhost")],
        client=("127.0.0.1", 1),
        server=("127.0.0.1", 80),
        subprotocols=[],
        state={},
        extensions={"websocket.http.response": {}},
    )
    try:
        application(scope, receive, send).send(None)
    except StopIteration:
        return sent
    raise RuntimeError(f"The rehearsal of {path} waits for something")
