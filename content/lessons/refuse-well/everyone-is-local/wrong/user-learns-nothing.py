from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/terminal")
async def terminal(websocket: WebSocket, ticket: str = ""):
    if ticket != "k7-new":
        await websocket.close(code=4401, reason="Your ticket has expired")
        return
    await websocket.accept()
    await websocket.send_text("The shell is ready")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
