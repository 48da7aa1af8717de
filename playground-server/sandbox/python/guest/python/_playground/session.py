"""The guest's life: one program, then any number of connections, each with a task of its own."""

import asyncio
import json
import random

from . import ready_queue
from .asgi_values import bounded_str, scope_from_json
from .channel import Channel, keep_waiting, refuse, settle
from .diagnostics import diagnostics_of, does_not_compile
from .event_loop import behave_like_asyncio, block_in_sleep
from .explanation import explain
from .lifespan import Lifespan
from .logs import server_log, set_up_logs
from .output import flush_output, redirect_output
from .program import load
from .report import describe, hide_own_frames
from .states import ConnectionScope, report_states
from .turns import note_delivery, watch_steps
from .wire import connect, current_connection, post

hide_own_frames()
report_states()

_application = None
_lifespan = None
#: The loop itself holds tasks only weakly.
_tasks = set()


def begin(wait, queue):
    """Right after the restore: gives this session what no other session has.

    `wait` blocks for some milliseconds; `queue` holds what the event loop is to run.
    """
    random.seed()
    redirect_output()
    set_up_logs()
    block_in_sleep(wait)
    ready_queue.use(queue)
    loop = asyncio.get_running_loop()
    # Whoever awaits the task gets the exception; the loop must not fall over it.
    loop._keyboard_interrupt_handler = loop._system_exit_handler = lambda *_: None
    behave_like_asyncio(loop)
    watch_steps(loop)


def start(code):
    _start_task(_load(code))


def stop():
    """The run is over: the program may say what it says when its server stops."""
    ready_queue.release()
    _start_task(_shut_down())


def deliver(text):
    """A `HostMessage`."""
    message = json.loads(text)
    match message["type"]:
        case "open":
            _start_task(_serve(message["connection"], message["scope"]))
        case "received":
            settle(message["call"], message["message"])
        case "sent":
            settle(message["call"], None)
        case "refused":
            refuse(message["call"], message["exception"])
        case "pending":
            keep_waiting(message["call"])
    note_delivery()


def _start_task(coroutine):
    task = asyncio.ensure_future(coroutine)
    _tasks.add(task)
    task.add_done_callback(_tasks.discard)


async def _load(code):
    global _application, _lifespan
    lifespan = None
    try:
        program = load(code)
        lifespan = Lifespan(program.application)
        await lifespan.start()
    except BaseException as error:
        flush_output()
        explain(error)
        during = {} if lifespan is None else {"during": "lifespan"}
        post({"type": "rejected", "diagnostics": diagnostics_of(error), **during, **_exception_unless_syntax(error)})
        return
    _application, _lifespan = program.application, lifespan
    flush_output()
    post({"type": "ready", "routes": program.routes})


async def _shut_down():
    try:
        await _lifespan.stop()
    except BaseException as error:
        explain(error)
        server_log.error(describe(error)["traceback"])
        server_log.error("Application shutdown failed. Exiting.")
    flush_output()
    post({"type": "shut-down"})


def _exception_unless_syntax(error):
    """A program that does not compile has raised nothing."""
    return {} if does_not_compile(error) else {"exception": describe(error)}


async def _serve(connection, scope_json):
    current_connection.set(connection)
    scope = ConnectionScope(scope_from_json(scope_json), state=_lifespan.state.copy())
    scope.connection = connection
    channel = Channel(connection)
    try:
        value = await _application(scope, channel.receive, channel.send)
        returned = {} if value is None else {"value": bounded_str(value)}
    except BaseException as error:
        flush_output()
        explain(error)
        post({"type": "raised", "connection": connection, "exception": describe(error)})
    else:
        flush_output()
        post({"type": "returned", "connection": connection, **returned})
