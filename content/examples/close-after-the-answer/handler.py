from fastapi import FastAPI, WebSocket

app = FastAPI()
taken: list[str] = []


@app.websocket("/ws/orders")
async def handler(websocket: WebSocket):
    await websocket.accept()
    order = await websocket.receive_text()
    taken.append(order)
    # Messages arrive in order, and before the close. What has no answer was not done.
    await websocket.send_json({"taken": order})
    await websocket.close(code=4429, reason="One order at a time")
