from fastapi import FastAPI, WebSocket
from fastapi.responses import JSONResponse

app = FastAPI()


@app.websocket("/ws/reports")
async def handler(websocket: WebSocket):
    if websocket.headers.get("authorization") != "Bearer let-me-in":
        # Seen by every client that reads HTTP. A browser shows its page only 1006.
        await websocket.send_denial_response(
            JSONResponse(
                {"error": "A bearer token is needed."},
                status_code=401,
                headers={"www-authenticate": "Bearer"},
            )
        )
        return

    await websocket.accept()
    await websocket.send_text("The report is ready.")
    await websocket.close()
