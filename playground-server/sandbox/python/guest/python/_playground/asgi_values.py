"""ASGI messages as Python has them, and as JSON carries them.

Header names and values, `query_string` and `raw_path` are Latin-1 in JSON, and
the payloads `bytes` and `body` are base64.
"""

import base64

PAYLOADS = ("bytes", "body")


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
    """Raises what a server would raise for a value that is of no use to it."""
    return {str(key): _sent_value(key, value) for key, value in message.items()}


def _sent_value(key, value):
    if key in PAYLOADS and value is not None:
        return base64.b64encode(memoryview(value)).decode("ascii")
    if key == "headers" and value is not None:
        return [[_latin1(name), _latin1(content)] for name, content in value]
    return _plain(value)


def _latin1(text):
    return text.decode("latin-1") if isinstance(text, (bytes, bytearray)) else str(text)


def _plain(value):
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    # Every server encodes text, and this is what it meets in anything else.
    raise AttributeError(f"{type(value).__name__!r} object has no attribute 'encode'")
