# region misled
import pytest
from app import app
from fastapi.testclient import TestClient
from starlette.websockets import WebSocketDisconnect


@pytest.mark.parametrize("path", ["/wrong/a-b", "/right/a-b"])
def test_a_bad_name_is_told_4000(path):
    with pytest.raises(WebSocketDisconnect) as refused:
        with TestClient(app).websocket_connect(path) as websocket:
            websocket.receive_text()
    assert refused.value.code == 4000


# endregion


# region told-apart
def test_it_is_told_after_accept():
    # Entering raises when the handler closes before accept: then this test fails.
    with TestClient(app).websocket_connect("/right/a-b") as websocket:
        with pytest.raises(WebSocketDisconnect) as refused:
            websocket.receive_text()
    assert refused.value.code == 4000


# endregion


def test_the_wrong_order_raises_on_entering():
    with pytest.raises(WebSocketDisconnect):
        TestClient(app).websocket_connect("/wrong/a-b").__enter__()


# region impossible
def test_what_no_client_can_ever_see():
    from fastapi import FastAPI, WebSocket

    strange = FastAPI()

    @strange.websocket("/ws")
    async def handler(websocket: WebSocket):
        await websocket.accept()
        await websocket.close(code=1005, reason="x" * 200)

    with TestClient(strange).websocket_connect("/ws") as websocket:
        with pytest.raises(WebSocketDisconnect) as refused:
            websocket.receive_text()
    assert refused.value.code == 1005
    assert len(refused.value.reason) == 200


# endregion
