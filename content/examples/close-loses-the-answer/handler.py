from fastapi import FastAPI, WebSocket

app = FastAPI()
taken: list[str] = []


@app.websocket("/ws/orders")
async def handler(websocket: WebSocket):
    await websocket.accept()
    taken.append(await websocket.receive_text())
    # "cake" may be on its way, or here and unread. Nobody will ever read it.
    await websocket.close(code=4429, reason="One order at a time")
