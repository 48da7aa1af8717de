from fastapi import FastAPI, WebSocket

app = FastAPI()


@app.websocket("/ws/projects/{project_name}")
async def handler(websocket: WebSocket, project_name: str):
    await websocket.accept()
    known = "Known: QR, invoice-archive, sensor-dashboard, map, timetable."
    await websocket.close(code=4004, reason=f"Project {project_name} not found. {known}")
