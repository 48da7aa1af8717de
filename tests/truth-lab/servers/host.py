"""Serves the ASGI program that it was given last, under any ASGI server, and keeps what its handlers met.

PUT  /program    takes the source of a module that defines `app`, or handlers without one
GET  /met?wait=  what was met since it was last asked, by the `x-ordering` header of the client;
                 runs that go on are awaited for so many seconds
GET  /versions   of Python and of the packages

The program is executed as it is: this listens on loopback, and only for `npm run truth`.
"""

import asyncio
import base64
import contextvars
import importlib.metadata
import json
import logging
import platform
import sys
import types
from pathlib import Path

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.websockets import WebSocket

# A handler without an application is mounted by the guest's own rules, and finds the same `autocoder`.
sys.path.append(str(Path(__file__).parents[3] / "playground-server/sandbox/python/guest/python"))
from _playground.bare_handlers import bare_application  # noqa: E402
from _playground.seed_names import add_seed_names  # noqa: E402

PACKAGES = ("starlette", "fastapi", "uvicorn", "websockets", "wsproto", "hypercorn", "daphne")

current = contextvars.ContextVar("current", default=None)
program = None
runs = []


def load(source):
    global program
    module = types.ModuleType("handler")
    module.print = keep_print
    sys.modules["handler"] = module
    add_seed_names(source, module)
    exec(compile(source, "main.py", "exec"), vars(module))
    program = vars(module).get("app") or bare_application(module)


def keep_print(*values):
    run = current.get()
    if run is not None:
        run["events"].append({"kind": "console", "text": " ".join(map(str, values))})


class KeepLog(logging.Handler):
    """Lines logged by the task that runs a handler belong to that handler's connection."""

    def emit(self, record):
        run = current.get()
        if run is not None:
            run["log"].append([record.levelname, record.getMessage()])


logging.getLogger("uvicorn").addHandler(KeepLog())


def keep_socket(self, *values, original=WebSocket.__init__, **named):
    original(self, *values, **named)
    run = current.get()
    if run is not None:
        run["socket"] = self


WebSocket.__init__ = keep_socket


def plain(value):
    """As JSON: bytes are base64, and the names and values of headers are text."""
    if isinstance(value, dict):
        return {key: headers(item) if key == "headers" else plain(item) for key, item in value.items()}
    if isinstance(value, (bytes, bytearray)):
        return base64.b64encode(value).decode()
    if isinstance(value, bool) or value is None or isinstance(value, str):
        return value
    return int(value) if isinstance(value, int) else repr(value)


def headers(pairs):
    """A handler may put text where bytes belong: what becomes of it is the server's to say, and not ours."""
    text = lambda part: part.decode("latin-1") if isinstance(part, bytes) else repr(part)  # noqa: E731
    return [[text(name), text(value)] for name, value in pairs]


def described(error):
    module = type(error).__module__
    return {"type": f"{'' if module == 'builtins' else f'{module}.'}{type(error).__qualname__}", "message": str(error)}


async def kept(scope, receive, send):
    """Runs the program for one client, between it and the server."""
    key = dict(scope["headers"]).get(b"x-ordering", b"").decode()
    run = {"key": key, "events": [], "log": [], "end": "running", "socket": None, "over": asyncio.Event()}
    runs.append(run)
    current.set(run)

    async def kept_receive():
        message = await receive()
        run["events"].append({"kind": "receive", "message": plain(message)})
        return message

    async def kept_send(message):
        event = {"kind": "send", "message": plain(message)}
        run["events"].append(event)
        try:
            await send(message)
        except BaseException as error:
            event["refused"] = described(error)
            raise

    try:
        result = await program(scope, kept_receive, kept_send)
        run["end"] = "returned"
        return result
    except BaseException as error:
        run["end"] = described(error)
        raise
    finally:
        # What the server logs about the end comes after it.
        asyncio.get_running_loop().call_later(0.02, run["over"].set)


def told(run):
    socket = run["socket"]
    states = socket and [socket.client_state.name, socket.application_state.name]
    return {key: run[key] for key in ("key", "events", "log", "end")} | {"states": states}


async def met(request):
    waiting = [asyncio.ensure_future(run["over"].wait()) for run in runs]
    if waiting:
        await asyncio.wait(waiting, timeout=float(request.query_params.get("wait", 0)))
        for task in waiting:
            task.cancel()
    answer = [told(run) for run in runs]
    runs.clear()
    # Escaped, because a handler's text may hold a lone surrogate.
    return Response(json.dumps(answer), media_type="application/json")


def versions():
    found = {each.metadata["Name"].lower(): each.version for each in importlib.metadata.distributions()}
    return {"python": platform.python_version()} | {name: found[name] for name in PACKAGES if name in found}


async def http(request):
    if request.method == "PUT":
        try:
            load((await request.body()).decode())
        except Exception as error:
            return JSONResponse(described(error), 400)
        return JSONResponse({})
    return await met(request) if request.url.path == "/met" else JSONResponse(versions())


async def app(scope, receive, send):
    if scope["type"] == "websocket":
        return await kept(scope, receive, send)
    if scope["type"] != "http":
        raise RuntimeError("The host has no lifespan.")
    response = await http(Request(scope, receive))
    await response(scope, receive, send)
