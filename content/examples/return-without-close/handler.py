from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/jobs")
async def handler(websocket: WebSocket):
    await websocket.accept()
    await websocket.send_text("The job is done.")
    # Nothing closes the socket. What happens now is the server's own choice:
    # try this example under each of the server profiles.
