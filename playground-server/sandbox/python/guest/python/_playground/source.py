"""The learner's program as a file: its name, its lines, and where in it something happens."""

import linecache
import sys

FILE = "handler.py"


def remember(code):
    """Tracebacks show lines of this source. The name is no file, so it must never be looked up on the disk."""
    linecache.cache[FILE] = (len(code), None, code.splitlines(True), FILE)


def calling_line():
    """The line of the learner's program that is running, or `None` outside of it."""
    frame = sys._getframe(1)
    while frame is not None:
        if frame.f_code.co_filename == FILE:
            return frame.f_lineno
        frame = frame.f_back
    return None


def with_line(message, line):
    return message if line is None else {**message, "line": line}
