from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects")
async def handler(websocket: WebSocket):
    await websocket.accept()
    # A message may be as long as it needs to be. The reason may not.
    await websocket.send_json(
        {
            "type": "error",
            "content": "Use letters, digits, hyphens and underscores, at most 50 of them.",
        }
    )
    await websocket.close(code=4000, reason="Invalid project name")
