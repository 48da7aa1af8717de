"""A sentence for what differs from a server, added to the exception that met it."""

from .report import str_of

INSTALLED = "fastapi, starlette, pydantic, anyio, typing_extensions, idna, opentelemetry.api and autocoder"

SERVERS = ("uvicorn", "hypercorn", "daphne", "gunicorn")

NO_MODULE = f"This Python has its standard library and {INSTALLED}."
NO_SERVER = "The playground is the server: leave out this import, and the call that starts the server."
NO_THREADS = "There are no threads in WebAssembly. Use asyncio; plain def dependencies run in place."
INTERRUPTED = (
    "The code computed too long without an await. Nobody else on this event loop was served meanwhile, "
    "and a server would have hung."
)


def explanation(exception):
    if isinstance(exception, ModuleNotFoundError):
        return f"{NO_MODULE} {NO_SERVER}" if exception.name in SERVERS else NO_MODULE
    if isinstance(exception, RuntimeError) and str_of(exception) == "can't start new thread":
        return NO_THREADS
    if isinstance(exception, KeyboardInterrupt):
        return INTERRUPTED
    return ""


def explain(exception):
    """Adds the sentence as a note, which every traceback shows."""
    text = explanation(exception)
    if text and text not in getattr(exception, "__notes__", ()):
        exception.add_note(text)
