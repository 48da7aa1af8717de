from fastapi import FastAPI, WebSocket


class NobodyMayPass:
    def __init__(self, app):
        self.app = app

    async def __call__(self, scope, receive, send):
        if scope["type"] == "websocket":
            # Before accept this is HTTP 403. A stranger needs no more.
            await send({"type": "websocket.close"})
        else:
            await self.app(scope, receive, send)


app = FastAPI()
app.add_middleware(NobodyMayPass)


@app.websocket("/ws/terminal")
async def handler(websocket: WebSocket):
    await websocket.accept()
    async for command in websocket.iter_text():
        await websocket.send_text(run(command))


def run(command: str) -> str:
    return {"ls": "secret.txt"}.get(command, f"{command}: not found")
