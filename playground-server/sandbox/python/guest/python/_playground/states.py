"""Tells every change of the two states of Starlette's `WebSocket`.

Starlette changes a state before it awaits the server, so the change is told
before the message that follows from it.
"""

from starlette.websockets import WebSocket, WebSocketState

from .wire import current_connection, post

STATES = ("client_state", "application_state")


class ConnectionScope(dict):
    """A scope that knows its connection: a broadcast changes the states of other connections."""

    connection = None


def _connection_of(websocket):
    connection = getattr(websocket.scope, "connection", None)
    return current_connection.get() if connection is None else connection


class _ReportedState:
    def __init__(self, name):
        self.name = name

    def __get__(self, websocket, owner=None):
        if websocket is None:
            return self
        return websocket.__dict__[self.name]

    def __set__(self, websocket, state):
        before = websocket.__dict__.get(self.name)
        websocket.__dict__[self.name] = state
        if before is None or before is state or not isinstance(state, WebSocketState):
            return
        connection = _connection_of(websocket)
        if connection is not None:
            names = {name: websocket.__dict__[name].name for name in STATES}
            post({"type": "state", "connection": connection, **names})


def report_states():
    for name in STATES:
        setattr(WebSocket, name, _ReportedState(name))
