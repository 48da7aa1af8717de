from fastapi import FastAPI, WebSocket, WebSocketException

app = FastAPI()


@app.websocket("/ws/orders/{order_id}")
async def handler(websocket: WebSocket, order_id: str):
    if not order_id.isdecimal():
        raise WebSocketException(code=4000, reason="Invalid order number")

    await websocket.accept()
    await websocket.send_text(f"Order {order_id} is on its way.")
    await websocket.close()
