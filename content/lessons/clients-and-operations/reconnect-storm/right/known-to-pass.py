from fastapi import FastAPI, WebSocket

app = FastAPI()
PASSES = {1001, 1006, 1011, 1012, 1013, 1014}


@app.websocket("/ws/projects/{name}")
async def project(websocket: WebSocket, name: str):
    await websocket.accept()
    await websocket.close(1013 if name == "busy" else 4004, "Refused")


@app.websocket("/client/policy")
async def policy(websocket: WebSocket):
    await websocket.accept()
    while True:
        close = await websocket.receive_json()
        if close["code"] not in PASSES:
            await websocket.send_json({"stop": True})
            break
        await websocket.send_json({"wait_ms": 100 * 2 ** (close["attempt"] - 1)})
    await websocket.close()
