"""Markers for the editor: where the program does not compile, or failed while it was loaded."""

import linecache

from .explanation import explanation
from .report import own_position, str_of, type_name
from .source import FILE


def diagnostics_of(exception):
    if does_not_compile(exception):
        return [_of_syntax_error(exception)]
    line, column = own_position(exception) or (1, 1)
    message = f"{type_name(exception)}: {str_of(exception)}".removesuffix(": ")
    text = ". ".join(filter(None, [message.removesuffix("."), explanation(exception)]))
    return [_marker(line, column, line, _end_of(line), text)]


def does_not_compile(exception):
    """A source that is not even text to Python has an error without a file. One in a module has another file."""
    return isinstance(exception, SyntaxError) and exception.filename in (FILE, None)


def _of_syntax_error(error):
    line = error.lineno or 1
    column = _utf16_column(line, error.offset or 1)
    end_line = error.end_lineno or line
    end_column = _utf16_column(end_line, error.end_offset) if error.end_offset and error.end_offset > 0 else 0
    if (end_line, end_column) <= (line, column):
        end_line, end_column = line, max(column + 1, 2)
    return _marker(line, column, end_line, end_column, f"{type(error).__name__}: {error.msg}")


def _marker(line, column, end_line, end_column, message):
    return {
        "line": max(line, 1),
        "column": max(column, 1),
        "endLine": max(end_line, line, 1),
        "endColumn": max(end_column, column + 1),
        "message": message,
        "severity": "error",
    }


def _end_of(line):
    text = linecache.getline(FILE, line).rstrip("\n")
    return _utf16_column(line, len(text) + 1)


def _utf16_column(line, offset):
    """Editors count UTF-16 units, Python counts characters; both from 1."""
    before = linecache.getline(FILE, line)[: offset - 1]
    return offset + sum(character > "\uffff" for character in before)
