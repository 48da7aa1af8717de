"""Says when everything that was delivered has been worked off.

A server shares its thread with the handler: it reads a client's next frame only
when the event loop has nothing left to do for the last one. Here the server is
in another process, so it waits until it is told.
"""

from .wire import post

#: A handler that never lets the loop rest is not waited for any longer: a server would read on as well.
MAX_STEPS = 500

_ready_steps = 0
_steps_since_delivery = 0
_unreported_deliveries = 0


class _Step:
    """A callback that the loop runs as soon as it can. It is over when it has run, or was cancelled and dropped."""

    __slots__ = ("_callback",)

    def __init__(self, callback):
        global _ready_steps
        _ready_steps += 1
        self._callback = callback

    def __call__(self, *args):
        callback, self._callback = self._callback, None
        try:
            callback(*args)
        finally:
            # A traceback keeps this frame: with the task in it, the task would never be known to be forgotten.
            del callback, args
            _end_step()

    def __del__(self):
        if self._callback is not None:
            _end_step()


def watch_steps(loop):
    call_soon = loop.call_soon
    loop.call_soon = lambda callback, *args, context=None: call_soon(_Step(callback), *args, context=context)


def note_delivery():
    """To be called when a message has been dealt with, apart from what it has started."""
    global _unreported_deliveries
    _unreported_deliveries += 1
    _report_if_idle()


def _end_step():
    global _ready_steps, _steps_since_delivery
    _ready_steps -= 1
    _steps_since_delivery += 1
    _report_if_idle()


def _report_if_idle():
    global _steps_since_delivery, _unreported_deliveries
    if _unreported_deliveries and (_ready_steps == 0 or _steps_since_delivery > MAX_STEPS):
        post({"type": "idle", "deliveries": _unreported_deliveries})
        _steps_since_delivery = _unreported_deliveries = 0
