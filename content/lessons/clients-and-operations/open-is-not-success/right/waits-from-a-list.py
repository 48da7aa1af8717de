from fastapi import FastAPI, WebSocket

app = FastAPI()
WAITS = [100, 200, 400, 800, 1600]


@app.websocket("/ws/projects/{name}")
async def project(websocket: WebSocket, name: str):
    await websocket.accept()
    if name != "overloaded":
        await websocket.send_text("progress")
    await websocket.close(1013, "Try again later")


@app.websocket("/client/policy")
async def policy(websocket: WebSocket):
    await websocket.accept()
    failures = 0
    async for close in websocket.iter_json():
        failures = 0 if close["messages"] else failures + 1
        await websocket.send_json({"wait_ms": WAITS[min(failures, len(WAITS) - 1)]})
