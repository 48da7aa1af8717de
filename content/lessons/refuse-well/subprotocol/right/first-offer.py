from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/agent")
async def agent(websocket: WebSocket, token: str = ""):
    offered = [name for name in websocket.scope["subprotocols"] if name.startswith("autocoder.")]
    if offered:
        await websocket.accept(subprotocol=offered[0])
    else:
        await websocket.accept()
    if token != "new":
        return await websocket.close(4401, "Please sign in again")
    await websocket.send_text("Welcome")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
