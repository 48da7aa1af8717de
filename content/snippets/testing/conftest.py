# region fixture
import threading
import time

import pytest
import uvicorn
from app import app
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect


@pytest.fixture(scope="session")
def dial():
    """`dial(path)` is what a client is told by a real server."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning"))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    host, port = server.servers[0].sockets[0].getsockname()

    def told(path):
        try:
            with connect(f"ws://{host}:{port}{path}") as websocket:
                return ("message", websocket.recv(timeout=5))
        except InvalidStatus as refused:
            return ("HTTP", refused.response.status_code)
        except ConnectionClosed as closed:
            if closed.rcvd is None:
                return ("lost", 1006)
            return ("close", closed.rcvd.code, closed.rcvd.reason)

    yield told
    server.should_exit = True
    thread.join()


# endregion
