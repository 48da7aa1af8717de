import ipaddress

from fastapi import FastAPI, WebSocket

app = FastAPI()
issued = {"k7-new": "Ada"}
expired = {"k7-old": "Ada"}


@app.websocket("/ws/terminal")
async def terminal(websocket: WebSocket, ticket: str = ""):
    await websocket.accept()
    client = websocket.client
    if client is not None and not ipaddress.ip_address(client.host).is_private:
        await websocket.close(code=4003, reason="Localhost access only")
        return
    await websocket.send_text("The shell is ready")
    async for text in websocket.iter_text():
        await websocket.send_text(f"$ {text}")
