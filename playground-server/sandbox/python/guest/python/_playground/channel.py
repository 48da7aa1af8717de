"""`receive` and `send` of one connection: numbered calls, each pending until the server answers."""

import asyncio
import collections
import itertools

from . import ready_queue
from .asgi_values import received_from_json, sent_to_json
from .server_exceptions import exception_from_json
from .source import calling_line, with_line
from .wire import post

_calls = itertools.count(1)
#: Whom the answer to a call is for: the `Answer` of a `send()`, or the `Channel` of a `receive()`.
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
        number = next(_calls)
        answer = Receipt(lambda: self._abandon(number))
        _pending[number] = self
        self._receiving[number] = answer
        self._post({"type": "receive"}, number, line)
        try:
            return received_from_json(await answer)
        except asyncio.CancelledError:
            if not answer.cancel() and not answer.cancelled():
                self._hand_on(answer.result())
            raise

    async def send(self, message):
        call = {"type": "send", "message": sent_to_json(message)}
        number, answer = next(_calls), Answer()
        _pending[number] = answer
        self._post(call, number, calling_line())
        try:
            await answer.hold_up()
        finally:
            _pending.pop(number, None)

    def _post(self, call, number, line):
        post(with_line({**call, "connection": self._connection, "call": number}, line))

    def _abandon(self, number):
        if self._receiving.pop(number, None) is not None:
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


class Receipt(asyncio.Future):
    """What a `receive()` waits for. Who cancels it takes the call back at once, before anything else is said to the server."""

    def __init__(self, abandon):
        super().__init__()
        self._abandon = abandon

    def cancel(self, msg=None):
        is_cancelled = super().cancel(msg)
        if is_cancelled:
            self._abandon()
        return is_cancelled


class Answer(asyncio.Future):
    """The server's word on a `send()`.

    Until it comes, or the server says that it will take a while, nothing else
    runs: servers take a message without a wait, so that no other task comes
    between it and the sender's next line, and a task that was cancelled before
    does not notice there.
    """

    _holds_up = False

    async def hold_up(self):
        self._holds_up = True
        ready_queue.hold()
        try:
            await self
        except asyncio.CancelledError as cancelled:
            if not self._holds_up:
                raise
            task = asyncio.current_task()
            task.uncancel()
            task.cancel(*cancelled.args)
            self.result()
        finally:
            self.keep_waiting()

    def keep_waiting(self):
        if self._holds_up:
            self._holds_up = False
            ready_queue.release()

    def cancel(self, msg=None):
        return not self._holds_up and super().cancel(msg)

    def settle(self, _number, _result):
        self._tell(self.set_result, None)

    def refuse(self, exception):
        self._tell(self.set_exception, exception)

    def _tell(self, how, what):
        if self.done():
            return
        if not self._holds_up:
            return how(what)
        with ready_queue.passing():
            how(what)


def settle(number, result):
    waiting = _pending.pop(number, None)
    if waiting is not None:
        waiting.settle(number, result)


def refuse(number, raised):
    answer = _pending.pop(number, None)
    # A `receive()` is never refused.
    if answer is not None:
        answer.refuse(exception_from_json(raised))


def keep_waiting(number):
    answer = _pending.get(number)
    if answer is not None:
        answer.keep_waiting()
