from fastapi import FastAPI, WebSocket

app = FastAPI()
stopping = False


@app.websocket("/ws/projects/{name}")
async def project(websocket: WebSocket, name: str):
    await websocket.accept()
    async for text in websocket.iter_text():
        if stopping:
            await websocket.close(code=1012, reason="Restarting")
            return
        await websocket.send_text(text)


@app.websocket("/ops/restart")
async def restart(websocket: WebSocket):
    global stopping
    await websocket.accept()
    stopping = True
    await websocket.close()
