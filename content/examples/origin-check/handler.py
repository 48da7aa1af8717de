from urllib.parse import urlsplit

from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/admin")
async def handler(websocket: WebSocket):
    # Every browser names the page's own site here, and no page can forge it.
    # A client that is no browser sends none, and needs a credential instead.
    origin = websocket.headers.get("origin")
    if origin and urlsplit(origin).netloc != websocket.headers.get("host"):
        await websocket.close()
        return

    await websocket.accept()
    await websocket.send_text("This page may.")
    await websocket.close()
