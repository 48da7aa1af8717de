from typing import Annotated

from fastapi import Depends, FastAPI, WebSocket, WebSocketException

app = FastAPI()


async def signed_in_user(websocket: WebSocket, token: str = "") -> str:
    await websocket.accept()
    if token != "let-me-in":
        raise WebSocketException(code=4001, reason="Please sign in again")
    return "Ada"


@app.websocket("/ws/account")
async def handler(websocket: WebSocket, user: Annotated[str, Depends(signed_in_user)]):
    await websocket.send_text(f"Hello {user}.")
    await websocket.close()
