from fastapi import FastAPI, Request, WebSocket
from fastapi.responses import PlainTextResponse

app = FastAPI()


@app.middleware("http")
async def nobody_may_pass(request: Request, call_next):
    return PlainTextResponse("Forbidden", status_code=403)


@app.websocket("/ws/terminal")
async def handler(websocket: WebSocket):
    await websocket.accept()
    async for command in websocket.iter_text():
        await websocket.send_text(run(command))


def run(command: str) -> str:
    return {"ls": "secret.txt"}.get(command, f"{command}: not found")
