from fastapi import FastAPI, WebSocket

app = FastAPI()
LOCAL = ("127.0.0.1", "::1", "::ffff:127.0.0.1")


@app.websocket("/ws/admin")
async def handler(websocket: WebSocket):
    await websocket.accept()

    # This keeps out other machines. It is not authentication: a page of any
    # website, open in a browser here, dials from 127.0.0.1 as well, and behind
    # a proxy everybody may look local.
    if websocket.client is None or websocket.client.host not in LOCAL:
        await websocket.close(code=4003, reason="Localhost access only")
        return

    await websocket.send_text("You come from this machine.")
    await websocket.close()
