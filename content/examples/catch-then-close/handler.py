import logging

from fastapi import FastAPI, WebSocket

app = FastAPI()
log = logging.getLogger(__name__)


@app.websocket("/ws/orders/{order_id}")
async def handler(websocket: WebSocket, order_id: str):
    await websocket.accept()

    try:
        order = load_order(order_id)
    except Exception:
        # The details are for the log. The client learns whose fault it was.
        log.exception("order %s", order_id)
        await websocket.close(code=1011, reason="The order could not be loaded")
        return

    await websocket.send_text(order)
    await websocket.close()


def load_order(order_id: str) -> str:
    raise ConnectionError(f"The database did not answer for order {order_id}.")
