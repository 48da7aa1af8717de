from fastapi import FastAPI, WebSocket

app = FastAPI()


# The client's half: what the page does after each close.
# close: {"attempt": 1, "opened": True, "messages": 0, "code": 4004, "reason": "…"}
def next_wait(close: dict) -> float | None:
    """Milliseconds until the next attempt, or None to stop."""
    if 4000 <= close["code"] <= 4999:
        return None
    return 100


# The server's half.
@app.websocket("/ws/projects/{project_name}")
async def project(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if project_name == "busy":
        await websocket.close(code=1013, reason="Try again later")
    else:
        await websocket.close(code=4004, reason="Project not found in registry")


# The page asks here.
@app.websocket("/client/policy")
async def policy(websocket: WebSocket):
    await websocket.accept()
    async for close in websocket.iter_json():
        wait_ms = next_wait(close)
        await websocket.send_json({"stop": True} if wait_ms is None else {"wait_ms": wait_ms})
