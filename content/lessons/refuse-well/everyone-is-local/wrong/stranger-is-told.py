from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/terminal")
async def terminal(websocket: WebSocket, ticket: str = ""):
    await websocket.accept()
    if ticket == "k7-old":
        return await websocket.close(code=4401, reason="Your ticket has expired")
    if ticket != "k7-new":
        return await websocket.close(code=4401, reason="A ticket is required")
    await websocket.send_text("The shell is ready")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
