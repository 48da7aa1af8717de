"""A sentence for what a server has and this Python has not."""

INSTALLED = "fastapi, starlette, pydantic, anyio, typing_extensions, idna, opentelemetry.api and autocoder"


def explanation(exception):
    if isinstance(exception, ModuleNotFoundError):
        return f"This Python has its standard library and {INSTALLED}."
    if isinstance(exception, RuntimeError) and str(exception) == "can't start new thread":
        return "There are no threads in WebAssembly. Use asyncio; plain def dependencies run in place."
    return ""


def explain(exception):
    """Adds the sentence to the exception, where every traceback shows it."""
    text = explanation(exception)
    if text and text not in getattr(exception, "__notes__", ()):
        exception.add_note(text)
