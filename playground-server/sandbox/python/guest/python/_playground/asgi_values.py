"""ASGI messages as Python has them, and as JSON carries them.

Header names and values, `query_string` and `raw_path` are Latin-1 in JSON, and
the payloads `bytes` and `body` are base64.
"""

import base64

PAYLOADS = ("bytes", "body")
MAX_TEXT = 200
#: Of lists and dictionaries; the server takes no line that is much deeper.
MAX_DEPTH = 8


def scope_from_json(scope):
    host_and_port = lambda address: tuple(address) if address is not None else None  # noqa: E731
    return {
        **scope,
        "raw_path": scope["raw_path"].encode("latin-1"),
        "query_string": scope["query_string"].encode("latin-1"),
        "headers": [(name.encode("latin-1"), value.encode("latin-1")) for name, value in scope["headers"]],
        "client": host_and_port(scope["client"]),
        "server": host_and_port(scope["server"]),
    }


def received_from_json(message):
    if isinstance(message.get("bytes"), str):
        return {**message, "bytes": base64.b64decode(message["bytes"])}
    return message


def sent_to_json(message):
    """What the application sends, whatever it is: the server decides what becomes of a value that is of no use to it."""
    return {"type": str(message["type"]), **{str(key): _sent(key, value) for key, value in message.items() if key != "type"}}


def _sent(key, value):
    if key in PAYLOADS and value is not None:
        return _payload(value)
    if key == "headers" and value is not None:
        return [[_header_text(name), _header_text(content)] for name, content in value]
    return _plain(value)


def _payload(value):
    try:
        return base64.b64encode(memoryview(value)).decode("ascii")
    except TypeError:
        return _of_python(value)


def _header_text(value):
    return value.decode("latin-1") if isinstance(value, (bytes, bytearray)) else _of_python(value)


def _plain(value, depth=MAX_DEPTH):
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if depth > 0 and isinstance(value, (list, tuple)):
        return [_plain(item, depth - 1) for item in value]
    if depth > 0 and isinstance(value, dict):
        return {str(key): _plain(item, depth - 1) for key, item in value.items()}
    return _of_python(value)


def _of_python(value):
    """A `PythonValue`: what JSON has no word for, or what is of another type than belongs here."""
    return {"python": type(value).__name__, "text": bounded_str(value)}


def bounded_str(value):
    """What `str()` makes of anything, which may raise, or never end in size."""
    try:
        return str(value)[:MAX_TEXT]
    except Exception:
        return f"<{type(value).__name__}>"
