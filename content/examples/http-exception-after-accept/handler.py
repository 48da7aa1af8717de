from fastapi import FastAPI, HTTPException, WebSocket

app = FastAPI()
orders: dict[str, str] = {}


@app.websocket("/ws/orders/{order_id}")
async def handler(websocket: WebSocket, order_id: str):
    await websocket.accept()

    if order_id not in orders:
        # A habit from HTTP endpoints, often hidden in a helper that both share.
        raise HTTPException(status_code=404, detail="No such order")

    await websocket.send_text(orders[order_id])
    await websocket.close()
