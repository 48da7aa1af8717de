"""The one way out: JSON texts, in ASCII, so that NUL and lone surrogates cross unharmed."""

import contextvars
import json

#: The connection whose handler runs; `None` while the program is loaded.
current_connection = contextvars.ContextVar("current_connection", default=None)

_post_text = None


def connect(post_text):
    """From here on, messages go to `post_text`."""
    global _post_text
    _post_text = post_text


def post(message):
    if _post_text is not None:
        _post_text(json.dumps(message))
