from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/wrong/{name}")
async def wrong(websocket: WebSocket, name: str):
    if not name.isalnum():
        await websocket.close(code=4000, reason="Invalid parameter")
        return
    await websocket.accept()


@app.websocket("/right/{name}")
async def right(websocket: WebSocket, name: str):
    await websocket.accept()
    if not name.isalnum():
        await websocket.close(code=4000, reason="Invalid parameter")
        return
