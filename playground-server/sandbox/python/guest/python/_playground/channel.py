"""`receive` and `send` of one connection: numbered calls, each pending until the server answers."""

import asyncio
import collections
import itertools

from .asgi_values import received_from_json, sent_to_json
from .server_exceptions import exception_from_json
from .source import calling_line, with_line
from .wire import post

_calls = itertools.count(1)
#: Whom the answer to a call is for: the future of a `send()`, or the `Channel` of a `receive()`.
_pending = {}


class Channel:
    def __init__(self, connection):
        self._connection = connection
        self._has_received_connect = False
        #: `receive()` calls that wait, by their numbers, oldest first.
        self._receiving = {}
        #: Messages that came for a task that had been cancelled: as in a queue, the next one gets them.
        self._unclaimed = collections.deque()

    async def receive(self):
        line = calling_line()
        if not self._has_received_connect:
            self._has_received_connect = True
            # It came with the connection; this only says that the handler took it.
            post(with_line({"type": "receive", "connection": self._connection, "call": 0}, line))
            return {"type": "websocket.connect"}
        if self._unclaimed:
            return received_from_json(self._unclaimed.popleft())
        number, answer = next(_calls), asyncio.get_running_loop().create_future()
        _pending[number] = self
        self._receiving[number] = answer
        self._post({"type": "receive"}, number, line)
        try:
            return received_from_json(await answer)
        except asyncio.CancelledError:
            if number in self._receiving:
                self._abandon(number)
            elif not answer.cancelled():
                self._hand_on(answer.result())
            raise

    async def send(self, message):
        call = {"type": "send", "message": sent_to_json(message)}
        number, answer = next(_calls), asyncio.get_running_loop().create_future()
        _pending[number] = answer
        self._post(call, number, calling_line())
        try:
            await answer
        finally:
            _pending.pop(number, None)

    def _post(self, call, number, line):
        post(with_line({**call, "connection": self._connection, "call": number}, line))

    def _abandon(self, number):
        del self._receiving[number]
        post({"type": "abandon", "connection": self._connection, "call": number})

    def settle(self, number, message):
        """The answer to a `receive()`, which may have been abandoned: then there is a message if it was on its way."""
        answer = self._receiving.pop(number, None)
        if answer is not None and not answer.done():
            answer.set_result(message)
        elif message is not None:
            self._hand_on(message)

    def _hand_on(self, message):
        for number, answer in self._receiving.items():
            if not answer.done():
                self._abandon(number)
                answer.set_result(message)
                return
        self._unclaimed.append(message)


def settle(number, result):
    waiting = _pending.pop(number, None)
    if isinstance(waiting, Channel):
        waiting.settle(number, result)
    elif waiting is not None and not waiting.done():
        waiting.set_result(result)


def refuse(number, raised):
    answer = _pending.pop(number, None)
    # A `receive()` is never refused.
    if answer is not None and not answer.done():
        answer.set_exception(exception_from_json(raised))
