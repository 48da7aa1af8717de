import contextlib
import os
import socket
import tempfile

import pytest
from admin import app
from conftest import dial, dial_unix, running
from fastapi.testclient import TestClient
from relay import relay
from starlette.websockets import WebSocketDisconnect


def test_it_does_what_it_was_written_for(serve):
    # region intended
    port = serve(app)
    assert dial(port, source="127.0.0.1") == "let in as 127.0.0.1"
    # endregion


def test_1_a_page_of_any_website(serve):
    port = serve(app)
    # region another-site
    assert dial(port, origin="https://evil.example") == "let in as 127.0.0.1"
    # endregion


def test_2_a_name_that_was_rebound(serve):
    port = serve(app)
    # region rebinding
    # evil.example resolves to 127.0.0.1 now, and the browser asks for that name.
    assert dial(port, name="evil.example", origin="https://evil.example") == "let in as 127.0.0.1"
    # endregion


def test_3_a_proxy_on_the_same_machine(serve):
    port = serve(app)
    # region proxy
    assert dial(port, source="127.0.0.2") == "close 4003"
    with relay(port) as proxy:
        assert dial(proxy, source="127.0.0.2") == "let in as 127.0.0.1"
    # endregion


def test_4_a_header_that_the_client_writes(serve):
    port = serve(app)
    # region forwarded
    # uvicorn believes this header when it comes from 127.0.0.1, where the proxy is.
    headers = {"X-Forwarded-For": "127.0.0.1"}
    with relay(port) as proxy:
        assert dial(proxy, source="127.0.0.2", headers=headers) == "let in as 127.0.0.1"
    # And a local user behind a proxy that writes the truth is refused.
    assert dial(port, headers={"X-Forwarded-For": "203.0.113.9"}) == "close 4003"
    # endregion


def test_5_a_server_told_to_trust_everybody(serve):
    # region trust-all
    port = serve(app, forwarded_allow_ips="*")
    assert dial(port, source="127.0.0.2") == "close 4003"
    assert dial(port, source="127.0.0.2", headers={"X-Forwarded-For": "127.0.0.1"}) == "let in as 127.0.0.1"
    # endregion


def test_6_a_unix_socket():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "app.sock")
        # region unix-socket
        with running(app, uds=path):
            assert dial_unix(path) == "let in as None"
        # endregion


def test_7_the_other_notation_of_the_same_address(serve):
    # region mapped
    listener = socket.create_server(("::", 0), family=socket.AF_INET6, dualstack_ipv6=True)
    with running(app, fd=listener.fileno()):
        assert dial(listener.getsockname()[1], host="127.0.0.1") == "close 4003"
    # endregion


def test_8_another_local_address(serve):
    port = serve(app)
    # region loopback
    assert dial(port, source="127.0.0.2") == "close 4003"
    # endregion


def test_9_the_test_client():
    # region test-client
    with TestClient(app).websocket_connect("/ws/admin") as websocket:
        with pytest.raises(WebSocketDisconnect) as refused:
            websocket.receive_text()
        assert refused.value.code == 4003
    with TestClient(app, client=("127.0.0.1", 50000)).websocket_connect("/ws/admin") as websocket:
        assert websocket.receive_text() == "let in as 127.0.0.1"
    # endregion


def test_10_the_name_localhost(serve):
    port = serve(app)
    # region name
    # Whatever name the client dials, the server has an address.
    assert dial(port, name="localhost") == "let in as 127.0.0.1"
    # endregion


def test_11_the_stranger_is_let_in_before_it_is_refused(serve):
    port = serve(app)
    # region opened
    from websockets.sync.client import connect

    with connect(f"ws://127.0.0.1:{port}/ws/admin", source_address=("127.0.0.2", 0)) as websocket:
        assert websocket.response.status_code == 101
        with contextlib.suppress(Exception):
            websocket.recv()
        assert websocket.close_reason == "Localhost access only"
    # endregion
