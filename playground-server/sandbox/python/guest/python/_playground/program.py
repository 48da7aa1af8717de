"""The learner's program: compiled, run once, and found out what application it is."""

import inspect
import sys
import types

from fastapi import APIRouter, FastAPI
from fastapi.routing import iter_route_contexts
from starlette.applications import Starlette
from starlette.routing import Mount, WebSocketRoute

from . import source
from .bare_handlers import bare_application
from .logs import server_log
from .seed_names import add_seed_names


class NoApplication(Exception):
    """The program ran and defines nothing that a server could call."""


class Program:
    def __init__(self, application):
        self.application = application
        self.routes = list(_paths(application)) if isinstance(application, (Starlette, APIRouter)) else []


def load(code):
    """Raises what the program raises, and `SyntaxError` where it does not compile."""
    source.remember(code)
    compiled = compile(code, source.FILE, "exec", dont_inherit=True)
    module = types.ModuleType("handler")
    module.__file__ = source.FILE
    sys.modules["handler"] = module
    add_seed_names(code, module)
    exec(compiled, module.__dict__)
    return Program(_application_of(module))


def _application_of(module):
    names = vars(module)
    for name in ("app", "application"):
        if name in names:
            return _as_application(names[name])
    for kind in (Starlette, APIRouter):
        for value in names.values():
            if isinstance(value, kind):
                return _as_application(value)
    application = bare_application(module)
    if application is None:
        raise NoApplication(
            'Attribute "app" not found in module "handler". Define app = FastAPI() or Starlette(), '
            "an ASGI function named app, or an async def handler(websocket)"
        )
    return application


def _as_application(value):
    if isinstance(value, APIRouter):
        application = FastAPI()
        application.include_router(value)
        return application
    return bare_application(value) or _as_asgi3(_made_by_factory(value))


def _made_by_factory(value):
    """uvicorn tries whether it can call what it was given without an argument."""
    try:
        application = value()
    except TypeError:
        return value
    server_log.warning("ASGI app factory detected. Using it, but please consider setting the --factory flag explicitly.")
    return application


def _as_asgi3(application):
    """An application of the two calls `application(scope)(receive, send)` is told apart as uvicorn does it."""
    if inspect.isclass(application):
        is_asgi3 = hasattr(application, "__await__")
    else:
        called = application if inspect.isfunction(application) else getattr(application, "__call__", None)
        is_asgi3 = inspect.iscoroutinefunction(called)
    return application if is_asgi3 else _TwoCalls(application)


class _TwoCalls:
    def __init__(self, application):
        self._application = application

    async def __call__(self, scope, receive, send):
        await self._application(scope)(receive, send)


def _paths(router, prefix=""):
    # FastAPI keeps an included router as one route, and lists what is in it only this way.
    for context in iter_route_contexts(router.routes):
        route = context.original_route
        if isinstance(route, WebSocketRoute):
            yield prefix + context.path
        elif isinstance(route, Mount):
            yield from _paths(route, prefix + context.path)
