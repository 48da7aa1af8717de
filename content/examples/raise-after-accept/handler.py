from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/orders/{order_id}")
async def handler(websocket: WebSocket, order_id: str):
    await websocket.accept()
    await websocket.send_text(load_order(order_id))
    await websocket.close()


def load_order(order_id: str) -> str:
    raise ConnectionError(f"The database did not answer for order {order_id}.")
