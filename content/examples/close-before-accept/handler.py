from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/reports")
async def handler(websocket: WebSocket):
    # The server turns this into HTTP 403 with an empty body. The code and the
    # reason have no place in an HTTP response, so it drops them.
    await websocket.close(code=4003, reason="Sign in to read reports")
