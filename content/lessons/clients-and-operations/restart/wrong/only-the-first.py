from fastapi import FastAPI, WebSocket

app = FastAPI()
members: list[WebSocket] = []


@app.websocket("/ws/projects/{name}")
async def project(websocket: WebSocket, name: str):
    await websocket.accept()
    members.append(websocket)
    async for text in websocket.iter_text():
        await websocket.send_text(text)


@app.websocket("/ops/restart")
async def restart(websocket: WebSocket):
    await websocket.accept()
    for member in members:
        members.remove(member)
        await member.close(code=1012, reason="Restarting")
    await websocket.close()
