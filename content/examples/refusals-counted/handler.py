from collections import Counter

from fastapi import FastAPI, WebSocket

app = FastAPI()
refusals: Counter[tuple[str, int]] = Counter()


class CountRefusals:
    """ASGI middleware: sees what every endpoint answers, and changes nothing."""

    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        async def counted(message):
            if message["type"] == "websocket.close":
                self.count(scope["path"], message.get("code", 1000), message.get("reason"))
            elif message["type"] == "websocket.http.response.start":
                self.count(scope["path"], message["status"], "denial response")
            await send(message)

        await self.app(scope, receive, counted if scope["type"] == "websocket" else send)

    def count(self, path, code, why):
        refusals[path, code] += 1
        # A line for the log; the counter is what a metrics endpoint would show.
        print(f"refused path={path} code={code} reason={why!r} times={refusals[path, code]}")


app.add_middleware(CountRefusals)


@app.websocket("/ws/reports")
async def handler(websocket: WebSocket):
    await websocket.accept()
    await websocket.close(code=4003, reason="Sign in to read reports")
