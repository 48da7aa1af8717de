from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/terminal")
async def handler(websocket: WebSocket):
    await websocket.accept()
    async for command in websocket.iter_text():
        await websocket.send_text(run(command))


def run(command: str) -> str:
    return {"ls": "secret.txt"}.get(command, f"{command}: not found")
