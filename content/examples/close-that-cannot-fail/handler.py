from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/feed")
async def handler(websocket: WebSocket):
    await websocket.accept()
    await refuse(websocket, 4401, "Please sign in again: " + "é" * 99)


async def refuse(websocket: WebSocket, code: int, reason: str):
    assert 3000 <= code <= 4999, "4000 to 4999 are yours"
    # 123 bytes, not characters, and no half of a character at the end.
    short = reason.encode()[:123].decode(errors="ignore")
    await websocket.close(code=code, reason=short)
