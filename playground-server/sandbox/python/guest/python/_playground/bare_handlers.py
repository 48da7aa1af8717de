"""Handlers without an application, as a document prints them: each gets a path made of its parameters."""

import inspect
import typing

from fastapi import FastAPI
from starlette.endpoints import WebSocketEndpoint
from starlette.websockets import WebSocket

WEBSOCKET_NAMES = ("websocket", "ws", "socket")


def bare_application(defined):
    """An application around one handler, or around all of a module; `None` where there is none.

    `async def f(websocket, a, b)` answers at `/{a}/{b}`. Where several handlers
    of a module have the same parameters, the first has that path; every one of
    them answers at `/f/{a}/{b}` as well.
    """
    values = list(vars(defined).values()) if inspect.ismodule(defined) else [defined]
    handlers = list(dict.fromkeys(value for value in values if _is_bare_handler(value)))
    endpoints = [value for value in values if _is_own_endpoint(value)]
    if not handlers and not endpoints:
        return None
    application = FastAPI()
    taken = set()
    for handler in handlers:
        path = "/" + "/".join(f"{{{name}}}" for name in _path_parameters(handler))
        named = f"/{handler.__name__}{path}".rstrip("/")
        for candidate in [path, named] if len(handlers) + len(endpoints) > 1 else [path]:
            if candidate not in taken:
                taken.add(candidate)
                application.add_api_websocket_route(candidate, _with_websocket_annotation(handler))
    for endpoint in endpoints:
        path = "/" if "/" not in taken else f"/{endpoint.__name__}"
        taken.add(path)
        application.router.add_websocket_route(path, endpoint)
    return application


def _is_bare_handler(value):
    if not inspect.iscoroutinefunction(value) or value.__module__ != "handler":
        return False
    first = next(iter(_parameters(value)), None)
    return first is not None and (first.name in WEBSOCKET_NAMES or first.annotation in (WebSocket, "WebSocket"))


def _is_own_endpoint(value):
    return inspect.isclass(value) and issubclass(value, WebSocketEndpoint) and value.__module__ == "handler"


def _parameters(function):
    return list(inspect.signature(function).parameters.values())


def _path_parameters(handler):
    return [
        parameter.name
        for parameter in _parameters(handler)[1:]
        if parameter.default is parameter.empty
        and parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY)
        and typing.get_origin(parameter.annotation) is not typing.Annotated
    ]


def _with_websocket_annotation(handler):
    """FastAPI takes a parameter for the socket by its annotation, which a bare handler may leave out."""
    first = _parameters(handler)[0]
    if first.annotation is first.empty:
        handler.__annotations__ = {**handler.__annotations__, first.name: WebSocket}
    return handler
