from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/terminal")
async def terminal(websocket: WebSocket, ticket: str = ""):
    if not ticket:
        await websocket.close()
        return
    await websocket.accept()
    if ticket != "k7-new":
        await websocket.close(code=4401, reason="This ticket is not good")
        return
    await websocket.send_text("The shell is ready")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
