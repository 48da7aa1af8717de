from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/hello")
async def handler(websocket: WebSocket):
    # This is what breaks the state machine. Closing here would be legal.
    await websocket.send_text("You are in.")
    await websocket.accept()
