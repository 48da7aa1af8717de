from fastapi import FastAPI, WebSocket

app = FastAPI()


def test_unknown_project_is_refused(events: list[dict]):
    """events: what a client saw, such as {"type": "open", …} and {"type": "close", "code": …, "reason": …}"""
    assert events[0]["type"] == "open"


# Three endpoints that mean to refuse. The first one does.
@app.websocket("/right/{project_name}")
async def right(websocket: WebSocket, project_name: str):
    await websocket.accept()
    await websocket.close(code=4004, reason="Project not found in registry")


@app.websocket("/early/{project_name}")
async def early(websocket: WebSocket, project_name: str):
    await websocket.close(code=4004, reason="Project not found in registry")


@app.websocket("/crash/{project_name}")
async def crash(websocket: WebSocket, project_name: str):
    await websocket.accept()
    raise LookupError(project_name)


# Runs the test with the record that comes in.
@app.websocket("/test")
async def run_test(websocket: WebSocket):
    await websocket.accept()
    events = await websocket.receive_json()
    try:
        test_unknown_project_is_refused(events)
    except AssertionError:
        await websocket.send_text("failed")
    else:
        await websocket.send_text("passed")
    await websocket.close()
