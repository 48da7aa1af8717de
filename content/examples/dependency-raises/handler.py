from typing import Annotated

from fastapi import Depends, FastAPI, WebSocket, WebSocketException

app = FastAPI()


# A server gives a plain def to a thread. Here are no threads, and it runs in place.
def signed_in_user(token: str = "") -> str:
    if token != "let-me-in":
        raise WebSocketException(code=4001, reason="Please sign in again")
    return "Ada"


@app.websocket("/ws/account")
async def handler(websocket: WebSocket, user: Annotated[str, Depends(signed_in_user)]):
    await websocket.accept()
    await websocket.send_text(f"Hello {user}.")
    await websocket.close()
