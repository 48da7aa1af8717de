from fastapi import FastAPI, WebSocket

app = FastAPI()
SUPPORTED = ("autocoder.v2", "autocoder.v1")


@app.websocket("/ws/agent")
async def agent(websocket: WebSocket, token: str = ""):
    await websocket.accept()
    if token != "new":
        await websocket.close(code=4401, reason="The token has expired")
        return
    await websocket.send_text("Welcome")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
