import threading

import pytest
from app import app
from fastapi.testclient import TestClient


# The handler ends after accept and says nothing. TestClient waits for what never comes.
def test_return_without_close_hangs():
    finished = threading.Event()

    def visit():
        with TestClient(app).websocket_connect("/right/ab") as websocket:
            websocket.receive_text()
        finished.set()

    threading.Thread(target=visit, daemon=True).start()
    assert not finished.wait(timeout=2)
