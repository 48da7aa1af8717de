from fastapi import APIRouter, FastAPI, WebSocket

app = FastAPI()
router = APIRouter()
projects = {"QR": "QR code generator"}


@router.websocket("/ws/projects/{name}/assistant")
@router.websocket("/api/assistant/ws/{name}")
async def assistant(websocket: WebSocket, name: str):
    await websocket.accept()
    title = projects.get(name)
    if title is None:
        return await websocket.close(4004, "No such project")
    await websocket.send_text("ready")
    async for text in websocket.iter_text():
        await websocket.send_text(text)


app.include_router(router)
