from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/terminal")
async def terminal(websocket: WebSocket, ticket: str = ""):
    if not ticket:
        await websocket.close()
        return
    await websocket.accept()
    await websocket.send_text("The shell is ready")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
