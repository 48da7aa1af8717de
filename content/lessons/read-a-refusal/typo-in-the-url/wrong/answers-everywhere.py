from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/{rest:path}")
async def assistant(websocket: WebSocket, rest: str):
    await websocket.accept()
    if "QR" not in rest.split("/"):
        await websocket.close(code=4004, reason="Project not found in registry")
        return
    await websocket.send_json({"type": "ready"})
    async for text in websocket.iter_text():
        await websocket.send_text(text)
