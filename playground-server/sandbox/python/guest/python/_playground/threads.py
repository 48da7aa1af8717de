import anyio.to_thread


def run_in_place():
    """Makes `def` dependencies and handlers run on the event loop.

    Servers give them to a thread. WebAssembly has none here, and without this
    FastAPI fails with "can't start new thread".
    """

    async def run_sync(func, *args, abandon_on_cancel=False, cancellable=None, limiter=None):
        return func(*args)

    anyio.to_thread.run_sync = run_sync
