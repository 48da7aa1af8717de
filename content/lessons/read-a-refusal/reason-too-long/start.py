from fastapi import FastAPI, WebSocket

app = FastAPI()
projects = ["QR", "invoice-archive", "sensor-dashboard", "map-of-the-old-town", "timetable"]


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    if project_name not in projects:
        detail = (
            f"Project {project_name} was not found in the registry. "
            f"Known projects are {', '.join(projects)}. Create the project first, or correct the name."
        )
        await websocket.close(code=4004, reason=detail)
        return
    async for text in websocket.iter_text():
        await websocket.send_text(text)
