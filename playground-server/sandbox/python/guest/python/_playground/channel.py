"""`receive` and `send` of one connection: numbered calls, each pending until the server answers."""

import asyncio
import itertools

from .asgi_values import received_from_json, sent_to_json
from .server_exceptions import exception_from_json
from .source import calling_line, with_line
from .wire import post

_calls = itertools.count(1)
_pending = {}


class Channel:
    def __init__(self, connection):
        self._connection = connection
        self._has_received_connect = False

    async def receive(self):
        line = calling_line()
        if not self._has_received_connect:
            self._has_received_connect = True
            # It came with the connection; this only says that the handler took it.
            post(with_line({"type": "receive", "connection": self._connection, "call": 0}, line))
            return {"type": "websocket.connect"}
        return received_from_json(await self._call({"type": "receive"}, line))

    async def send(self, message):
        line = calling_line()
        await self._call({"type": "send", "message": sent_to_json(message)}, line)

    async def _call(self, call, line):
        number = next(_calls)
        answer = asyncio.get_running_loop().create_future()
        _pending[number] = answer
        post(with_line({**call, "connection": self._connection, "call": number}, line))
        try:
            return await answer
        finally:
            _pending.pop(number, None)


def settle(number, result):
    answer = _pending.get(number)
    # A cancelled task waits no longer.
    if answer is not None and not answer.done():
        answer.set_result(result)


def refuse(number, raised):
    answer = _pending.get(number)
    if answer is not None and not answer.done():
        answer.set_exception(exception_from_json(raised))
