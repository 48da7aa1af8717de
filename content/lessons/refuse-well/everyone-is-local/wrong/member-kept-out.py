from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/terminal")
async def terminal(websocket: WebSocket, ticket: str = ""):
    if ticket not in ("k7-old", "k7-new"):
        await websocket.close()
        return
    await websocket.accept()
    await websocket.close(code=4401, reason="Your ticket has expired")
