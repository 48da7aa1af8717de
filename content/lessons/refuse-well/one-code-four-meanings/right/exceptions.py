from fastapi import FastAPI, WebSocket, WebSocketException

app = FastAPI()


def check(name: str) -> None:
    if name == "moved":
        raise WebSocketException(4001, "The folder of this project is gone")
    if name == "draft":
        raise WebSocketException(4002, "This project needs a spec first")
    if name != "QR":
        raise WebSocketException(4004, "No such project")


@app.websocket("/ws/expand/{name}")
async def expand(websocket: WebSocket, name: str):
    await websocket.accept()
    check(name)
    await websocket.send_text("ready")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
