from fastapi import FastAPI, WebSocket

app = FastAPI()


# The client's half. Each client of the page has a policy of its own.
# close: {"attempt": 1, "opened": True, "messages": 0, "code": 1013, "reason": "…"}
class Policy:
    def __init__(self):
        self.tries = 0

    def next_wait(self, close: dict) -> float | None:
        """Milliseconds until the next attempt, or None to stop."""
        if 4000 <= close["code"] <= 4999:
            return None
        if close["messages"] > 0:
            self.tries = 0
        self.tries += 1
        return 100 * 2 ** (self.tries - 1)


# The server's half: one project is overloaded, the other serves and drops.
@app.websocket("/ws/projects/{project_name}")
async def project(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if project_name != "overloaded":
        await websocket.send_json({"type": "progress", "passing": 3})
    await websocket.close(code=1013, reason="Try again later")


# The page asks here.
@app.websocket("/client/policy")
async def policy(websocket: WebSocket):
    await websocket.accept()
    own = Policy()
    async for close in websocket.iter_json():
        wait_ms = own.next_wait(close)
        await websocket.send_json({"stop": True} if wait_ms is None else {"wait_ms": wait_ms})
