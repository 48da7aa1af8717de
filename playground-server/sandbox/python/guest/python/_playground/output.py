"""What the program prints and logs, as lines of the timeline's console."""

import codecs
import io
import logging
import sys

from .source import FILE, calling_line, with_line
from .wire import current_connection, post

LOG_LEVELS = ((logging.ERROR, "error"), (logging.WARNING, "warn"), (logging.INFO, "info"), (logging.NOTSET, "debug"))


class ConsoleStream(io.TextIOBase):
    encoding = "utf-8"
    errors = "surrogatepass"

    def __init__(self, level):
        self.buffer = _Bytes(self)
        self._level = level
        self._partial = ""
        self._where = None

    def writable(self):
        return True

    def isatty(self):
        return False

    def write(self, text):
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if self._partial == "":
            self._where = _where(self._level)
        *lines, self._partial = (self._partial + text).split("\n")
        for line in lines:
            self._post(line)
            self._where = _where(self._level)
        return len(text)

    def flush(self):
        """`logging` flushes after each record and `print` only when told to: a line that has begun is shown."""
        if self._partial:
            line, self._partial = self._partial, ""
            self._post(line)

    def _post(self, text):
        level, line = self._where
        message = {"type": "console", "level": level, "text": text}
        connection = current_connection.get()
        if connection is not None:
            message["connection"] = connection
        post(with_line(message, line))


class _Bytes(io.RawIOBase):
    """The bytes beneath a stream."""

    def __init__(self, stream):
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")

    def writable(self):
        return True

    def write(self, data):
        self._stream.write(self._decoder.decode(data))
        return len(data)

    def flush(self):
        self._stream.flush()


def _where(level):
    record = _record_being_logged()
    if record is None:
        return level, calling_line()
    of_record = next(name for least, name in LOG_LEVELS if record.levelno >= least)
    return of_record, record.lineno if record.pathname == FILE else None


def _record_being_logged():
    """A handler of `logging` writes plain text to its stream; the level is in the record it is writing."""
    frame = sys._getframe(2)
    while frame is not None:
        if frame.f_code is logging.StreamHandler.emit.__code__:
            return frame.f_locals.get("record")
        frame = frame.f_back
    return None


def redirect_output():
    sys.stdout = ConsoleStream("log")
    sys.stderr = ConsoleStream("error")


def flush_output():
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, ConsoleStream):
            stream.flush()
