from fastapi import FastAPI, WebSocket

app = FastAPI()
# Handed out by an HTTP endpoint after sign-in. Each works once, because URLs end up in logs.
tickets = {"3f9a"}


@app.websocket("/ws/terminal")
async def handler(websocket: WebSocket, ticket: str = ""):
    if ticket not in tickets:
        await websocket.close()
        return

    tickets.remove(ticket)
    await websocket.accept()
    async for command in websocket.iter_text():
        await websocket.send_text(run(command))


def run(command: str) -> str:
    return {"ls": "secret.txt"}.get(command, f"{command}: not found")
