from typing import Annotated

from fastapi import Depends, FastAPI, HTTPException, WebSocket, WebSocketException

app = FastAPI()


async def user(ticket: str = "") -> tuple[str, bool]:
    """Runs before accept, so what it raises is an HTTP answer."""
    known = {"k7-new": ("Ada", True), "k7-old": ("Ada", False)}
    if ticket not in known:
        raise HTTPException(401)
    return known[ticket]


@app.websocket("/ws/terminal")
async def terminal(websocket: WebSocket, visitor: Annotated[tuple[str, bool], Depends(user)]):
    await websocket.accept()
    name, current = visitor
    if not current:
        raise WebSocketException(4401, f"{name}, please sign in again")
    await websocket.send_text("ready")
    async for text in websocket.iter_text():
        await websocket.send_text(text)
