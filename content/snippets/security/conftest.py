import contextlib
import socket
import threading
import time

import pytest
import uvicorn
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect, unix_connect


@contextlib.contextmanager
def running(app, **options):
    """The application under a real uvicorn, in a thread of its own."""
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", **options))
    thread = threading.Thread(target=server.run)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield server
    finally:
        server.should_exit = True
        thread.join()


@pytest.fixture
def serve():
    """`serve(app, …)` gives the port on which uvicorn answers."""
    with contextlib.ExitStack() as stack:

        def start(app, **options):
            server = stack.enter_context(running(app, **{"host": "127.0.0.1", "port": 0, **options}))
            return server.servers[0].sockets[0].getsockname()[1]

        yield start


def dial(port, host="127.0.0.1", name=None, origin=None, headers=None, source="127.0.0.1", path="/ws/admin"):
    """What a client is told: its message, `close <code>` or `HTTP <status>`."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    sock = socket.socket(family)
    if family == socket.AF_INET:
        sock.bind((source, 0))
    sock.connect((host, port))
    return told(
        lambda: connect(
            f"ws://{name or 'localhost'}:{port}{path}", sock=sock, origin=origin, additional_headers=headers
        )
    )


def dial_unix(path):
    return told(lambda: unix_connect(path, "ws://localhost/ws/admin"))


def told(open_connection):
    try:
        with open_connection() as websocket:
            return websocket.recv(timeout=5)
    except InvalidStatus as error:
        return f"HTTP {error.response.status_code}"
    except ConnectionClosed as error:
        return f"close {error.rcvd.code}" if error.rcvd else "lost"
