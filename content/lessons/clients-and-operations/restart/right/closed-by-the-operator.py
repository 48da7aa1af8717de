from fastapi import FastAPI, HTTPException, WebSocket

app = FastAPI()
members: set[WebSocket] = set()
open_for_business = True


@app.websocket("/ws/projects/{name}")
async def project(websocket: WebSocket, name: str):
    if not open_for_business:
        raise HTTPException(503)
    await websocket.accept()
    members.add(websocket)
    async for text in websocket.iter_text():
        await websocket.send_text(text)
    members.discard(websocket)


@app.websocket("/ops/restart")
async def restart(websocket: WebSocket):
    global open_for_business
    await websocket.accept()
    open_for_business = False
    for member in list(members):
        await member.close(code=1001, reason="Going away")
    await websocket.close()
