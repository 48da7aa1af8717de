"""What asyncio's own event loop does, and Pyodide's does not."""

import asyncio
import time
from asyncio.base_events import BaseEventLoop


def behave_like_asyncio(loop):
    allow_past_times(loop)
    make_plain_tasks(loop)
    refuse_to_nest(loop)


def allow_past_times(loop):
    """Runs at once what is due already, where Pyodide raises ValueError.

    A timer of JavaScript may fire a little early, so whoever then asks for the
    rest of the time asks for less than nothing: anyio's timeouts do.
    """
    call_later = loop.call_later

    def call_later_or_now(delay, callback, *args, context=None):
        return call_later(max(delay, 0), callback, *args, context=context)

    loop.call_later = call_later_or_now


def make_plain_tasks(loop):
    """An exception is complained of when nobody can await its task any more, and not as soon as it is raised."""

    def create_task(coro, **options):
        if loop.get_task_factory() is not None:
            return loop.get_task_factory()(loop, coro, **options)
        return asyncio.Task(coro, loop=loop, **options)

    loop.create_task = create_task
    loop.create_future = lambda: asyncio.Future(loop=loop)
    loop.default_exception_handler = lambda context: BaseEventLoop.default_exception_handler(loop, context)


def refuse_to_nest(loop):
    """Pyodide can switch stacks, and so waits inside of a call; a server's loop is busy with the handler that calls."""

    def is_running_already(*_):
        raise RuntimeError("This event loop is already running")

    loop.run_until_complete = loop.run_forever = is_running_already
    asyncio.run = asyncio.runners.run


def block_in_sleep(wait):
    """`time.sleep()` holds up everything, as in a server. `wait` does that for some milliseconds."""

    def sleep(seconds, /):
        if not seconds >= 0:
            raise ValueError("sleep length must be non-negative")
        wait(seconds * 1_000)

    time.sleep = sleep
