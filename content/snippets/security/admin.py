from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/admin")
async def admin(websocket: WebSocket):
    await websocket.accept()
    client_host = websocket.client.host if websocket.client else None
    if client_host not in ("127.0.0.1", "::1", "localhost", None):
        await websocket.close(code=4003, reason="Localhost access only")
        return
    await websocket.send_text(f"let in as {client_host}")
    await websocket.close()
