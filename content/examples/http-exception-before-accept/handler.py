from fastapi import FastAPI, HTTPException, WebSocket

app = FastAPI()
orders: dict[str, str] = {}


@app.websocket("/ws/orders/{order_id}")
async def handler(websocket: WebSocket, order_id: str):
    if order_id not in orders:
        # Seen by every client that reads HTTP. A browser shows its page only 1006.
        raise HTTPException(status_code=404, detail="No such order")

    await websocket.accept()
    await websocket.send_text(orders[order_id])
    await websocket.close()
