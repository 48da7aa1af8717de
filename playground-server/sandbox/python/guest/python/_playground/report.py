"""Exceptions as the learner should read them: their own lines, and Python's own words."""

import linecache
import traceback

from .source import FILE

OWN_FOLDER = "/_playground/"
MAX_MESSAGE = 10_000
MAX_TRACEBACK = 50_000
#: Whose exceptions go by their bare names: Python's, the learner's, and those that say what this playground lacks.
BARE = ("builtins", "__main__", "handler", "_playground")


def hide_own_frames():
    """From every traceback that a program prints or logs: there is a server beneath it, and this is not how it looks."""
    extract = traceback.StackSummary._extract_from_extended_frame_gen.__func__

    def extract_others(summary, frames, **options):
        return extract(summary, (step for step in frames if OWN_FOLDER not in step[0].f_code.co_filename), **options)

    traceback.StackSummary._extract_from_extended_frame_gen = classmethod(extract_others)


def describe(exception):
    """A `GuestException`. One that is too big, too deep or too hostile to be told in full is told by its name."""
    try:
        return _described(exception)
    except BaseException:
        name = type_name(exception)
        return {"type": name, "message": "", "traceback": name}


def _described(exception):
    described = {
        "type": type_name(exception),
        "message": str_of(exception)[:MAX_MESSAGE],
        "traceback": _own_traceback(exception)[:MAX_TRACEBACK],
    }
    position = own_position(exception)
    if position is not None:
        described["line"], described["column"] = position
    return described


def type_name(exception):
    kind = type(exception)
    module = str(kind.__module__)
    return kind.__qualname__ if module.partition(".")[0] in BARE else f"{module}.{kind.__qualname__}"


def str_of(exception):
    try:
        return str(exception)
    except BaseException:
        return "<exception str() failed>"


def own_position(exception):
    """Line and column, from 1, of the innermost frame that is the learner's."""
    position = None
    for frame, line in traceback.walk_tb(exception.__traceback__):
        if frame.f_code.co_filename == FILE:
            position = line, _column(frame, exception)
    return position


def _column(frame, exception):
    step = exception.__traceback__
    while step.tb_frame is not frame:
        step = step.tb_next
    _, _, start, _ = list(frame.f_code.co_positions())[step.tb_lasti // 2]
    if start is None:
        return 1
    before = linecache.getline(FILE, step.tb_lineno).encode("utf-8", "surrogatepass")[:start]
    # Editors count UTF-16 units.
    return len(before.decode("utf-8", "surrogatepass").encode("utf-16-le", "surrogatepass")) // 2 + 1


def _own_traceback(exception):
    report = traceback.TracebackException.from_exception(exception, compact=True)
    _keep_own_frames(report, set())
    return "".join(report.format()).rstrip("\n")


def _keep_own_frames(report, seen):
    if report is None or id(report) in seen:
        return
    seen.add(id(report))
    if report.stack is not None:
        own = [frame for frame in report.stack if frame.filename == FILE]
        # Without a frame there is no "most recent call last" to announce.
        report.stack = traceback.StackSummary.from_list(own) if own else None
    for linked in (report.__cause__, report.__context__, *(report.exceptions or ())):
        _keep_own_frames(linked, seen)
