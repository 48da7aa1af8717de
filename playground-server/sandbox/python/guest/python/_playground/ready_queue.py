"""What the event loop has yet to run. It is kept by JavaScript, which runs it: see `ready-queue.mjs`."""

import contextlib

from pyodide import webloop

_queue = None


def use(queue):
    global _queue
    _queue = queue
    webloop.scheduleCallback = queue.add


def hold():
    _queue.hold()


def release():
    _queue.release()


@contextlib.contextmanager
def passing():
    """What becomes ready in here runs, whatever is held back."""
    _queue.isAnswering = True
    try:
        yield
    finally:
        _queue.isAnswering = False
