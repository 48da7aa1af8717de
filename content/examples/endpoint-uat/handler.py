import json

from autocoder import ConnectionManager
from fastapi import FastAPI, WebSocket

app = FastAPI()
manager = ConnectionManager()

# The cycles with something to tell. Nothing checks against it, as in AutoCoder.
cycles = {"1": {"total": 4, "passed": 3, "failed": 1}}
NOTHING = {"total": 0, "passed": 0, "failed": 0}


@app.websocket("/api/uat/ws/{cycle_id}")
@app.websocket("/api/uat/ws/uat/{cycle_id}")
async def uat_progress(websocket: WebSocket, cycle_id: str):
    # connect() accepts and registers. Any cycle_id is let in and stays.
    await manager.connect(websocket, cycle_id)
    try:
        await websocket.send_json({"type": "connected", "data": {"cycle_id": cycle_id}})
        async for text in websocket.iter_text():
            match message_type(text):
                case "ping":
                    await websocket.send_json({"type": "pong", "data": {}})
                case "request_stats":
                    stats = cycles.get(cycle_id, NOTHING)
                    await websocket.send_json({"type": "progress_stats", "data": stats})
    finally:
        await manager.disconnect(websocket, cycle_id)


def message_type(text: str):
    try:
        message = json.loads(text)
    except ValueError:
        return None
    return message.get("type") if isinstance(message, dict) else None
