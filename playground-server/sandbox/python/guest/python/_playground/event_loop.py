"""What asyncio's own event loop does, and Pyodide's does not."""


def allow_past_times(loop):
    """Runs at once what is due already, where Pyodide raises ValueError.

    A timer of JavaScript may fire a little early, so whoever then asks for the
    rest of the time asks for less than nothing: anyio's timeouts do.
    """
    call_later = loop.call_later

    def call_later_or_now(delay, callback, *args, context=None):
        return call_later(max(delay, 0), callback, *args, context=context)

    loop.call_later = call_later_or_now
