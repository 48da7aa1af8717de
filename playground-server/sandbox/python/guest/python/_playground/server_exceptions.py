"""Exceptions that the server raises out of `receive()` and `send()`, under the server's own names for them."""

import builtins
import functools


def exception_from_json(raised):
    exception_class = _class_named(raised["type"], raised.get("isOsError", False))
    exception = exception_class.__new__(exception_class)
    exception.args = (raised["message"],) if raised["message"] else ()
    return exception


@functools.cache
def _class_named(qualified_name, is_os_error):
    module, _, name = qualified_name.rpartition(".")
    known = getattr(builtins, name, None) if module == "" else None
    if isinstance(known, type) and issubclass(known, Exception) and not issubclass(known, (UnicodeError, KeyError)):
        return known
    base = known or (OSError if is_os_error else Exception)
    # UnicodeEncodeError and KeyError build their text from parts that did not cross the boundary.
    return type(name, (base,), {"__module__": module or "builtins", "__str__": _text})


def _text(exception):
    return str(exception.args[0]) if exception.args else ""
