from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/reports")
async def handler(websocket: WebSocket):
    # The answer is HTTP 403 with an empty body:
    # code and reason have no place in it.
    await websocket.close(code=4003, reason="Sign in to read reports")
