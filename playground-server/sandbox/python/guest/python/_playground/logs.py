"""The loggers that uvicorn sets up, which a program may use as its own."""

import logging
import sys

server_log = logging.getLogger("uvicorn.error")


class _LevelFirst(logging.Formatter):
    def formatMessage(self, record):
        return f"{record.levelname + ':':<9} {super().formatMessage(record)}"


def set_up_logs():
    """After `sys.stderr` has become the timeline's."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_LevelFirst())
    uvicorn = logging.getLogger("uvicorn")
    uvicorn.addHandler(handler)
    uvicorn.propagate = False
    for logger in (uvicorn, server_log):
        logger.setLevel(logging.INFO)
