"""ASGI lifespan as uvicorn's `auto` runs it: around all connections; an application may have none."""

import asyncio

ANSWERS = [f"lifespan.{step}.{outcome}" for step in ("startup", "shutdown") for outcome in ("complete", "failed")]


class Lifespan:
    def __init__(self, application):
        self._application = application
        self._inbox = asyncio.Queue()
        self._failure = None
        self._task = None
        #: Every connection gets a copy of it.
        self.state = {}

    async def start(self):
        """Raises what made the start-up fail."""
        await self._step("lifespan.startup")

    async def stop(self):
        """Raises what made the shutdown fail. An application that has no lifespan, or has left it, is not asked."""
        if self._task is not None and not self._task.done():
            await self._step("lifespan.shutdown")

    async def _step(self, message_type):
        self._answered = asyncio.get_running_loop().create_future()
        self._inbox.put_nowait({"type": message_type})
        if self._task is None:
            self._task = asyncio.ensure_future(self._run())
        await self._answered
        if self._failure is not None:
            await self._task
            raise self._failure

    async def _send(self, message):
        assert message["type"] in ANSWERS
        if message["type"].endswith(".failed"):
            self._failure = RuntimeError(message.get("message") or "Application lifespan failed.")
        self._answer()

    async def _run(self):
        scope = {"type": "lifespan", "asgi": {"version": "3.0", "spec_version": "2.0"}, "state": self.state}
        try:
            await self._application(scope, self._inbox.get, self._send)
        except BaseException as error:
            if self._failure is not None or isinstance(error, (KeyboardInterrupt, SystemExit)):
                self._failure = error
            # Anything else says that the application knows no lifespan.
        finally:
            self._answer()

    def _answer(self):
        if not self._answered.done():
            self._answered.set_result(None)
