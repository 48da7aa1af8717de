import asyncio

from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = {"QR": "QR code generator"}


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()

    # The page is open by now and may send. The server keeps what it sends.
    title = await find_project(project_name)
    if title is None:
        await websocket.close(code=4004, reason="Project not found")
        return

    async for text in websocket.iter_text():
        await websocket.send_text(f"{title}: {text}")


async def find_project(name: str) -> str | None:
    await asyncio.sleep(0.1)
    return projects.get(name)
