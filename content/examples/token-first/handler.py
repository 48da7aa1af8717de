import asyncio
import secrets

from fastapi import FastAPI, WebSocket, WebSocketDisconnect

app = FastAPI()
TOKEN = "correct horse"


@app.websocket("/ws/terminal")
async def handler(websocket: WebSocket):
    await websocket.accept()
    try:
        token = await asyncio.wait_for(websocket.receive_text(), timeout=5)
    except TimeoutError:
        await websocket.close(code=4408, reason="No token within 5 s")
        return
    except WebSocketDisconnect:
        return

    # Takes as long for a wrong first letter as for a wrong last one.
    if not secrets.compare_digest(token.encode(), TOKEN.encode()):
        await websocket.close(code=4401, reason="Please sign in again")
        return

    await websocket.send_text("ready")
    async for command in websocket.iter_text():
        await websocket.send_text(run(command))


def run(command: str) -> str:
    return {"ls": "secret.txt"}.get(command, f"{command}: not found")
