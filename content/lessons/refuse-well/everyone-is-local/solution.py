from fastapi import FastAPI, WebSocket

app = FastAPI()
issued = {"k7-new": "Ada"}
expired = {"k7-old": "Ada"}


@app.websocket("/ws/terminal")
async def terminal(websocket: WebSocket, ticket: str = ""):
    if ticket not in issued and ticket not in expired:
        await websocket.close()
        return
    await websocket.accept()
    if ticket in expired:
        await websocket.close(code=4401, reason="Your ticket has expired. Sign in again.")
        return
    await websocket.send_text("The shell is ready")
    async for text in websocket.iter_text():
        await websocket.send_text(f"$ {text}")
