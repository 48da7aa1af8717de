"""ASGI lifespan as uvicorn's `auto` runs it: started before the first connection; an application may have none."""

import asyncio


async def start_lifespan(application):
    """Returns the state that every connection gets a copy of. Raises what made the start-up fail."""
    started = asyncio.get_running_loop().create_future()
    state = {}
    inbox = [{"type": "lifespan.startup"}]
    failure = None

    async def receive():
        if inbox:
            return inbox.pop()
        # The process is killed at the end of a run, so a shutdown never comes.
        return await asyncio.get_running_loop().create_future()

    async def send(message):
        nonlocal failure
        if message["type"] == "lifespan.startup.failed":
            failure = RuntimeError(message.get("message") or "Application startup failed.")
        if not started.done():
            started.set_result(None)

    async def run():
        nonlocal failure
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": state}
        try:
            await application(scope, receive, send)
        except BaseException as error:
            if failure is not None:
                failure = error
            elif isinstance(error, (KeyboardInterrupt, SystemExit)):
                failure = error
            # Anything else says that the application knows no lifespan.
        finally:
            if not started.done():
                started.set_result(None)

    task = asyncio.ensure_future(run())
    await started
    if failure is not None:
        await task
        raise failure
    _running.add(task)
    return state


#: The loop itself holds tasks only weakly.
_running = set()
