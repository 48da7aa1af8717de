from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{name}")
async def project(websocket: WebSocket, name: str):
    await websocket.accept()
    await websocket.close(1013 if name == "busy" else 4004, "Refused")


@app.websocket("/client/policy")
async def policy(websocket: WebSocket):
    await websocket.accept()
    async for close in websocket.iter_json():
        await websocket.send_json({"stop": True} if close["status"] >= 4000 else {"wait_ms": 100})
