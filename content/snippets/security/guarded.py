# region guard
import secrets
from urllib.parse import urlsplit

from fastapi import FastAPI, WebSocket
from starlette.middleware.trustedhost import TrustedHostMiddleware

TOKEN = "correct horse"
PAGES = {"https://app.example"}

app = FastAPI()
# Sees WebSockets as well. A rebound name fails here.
app.add_middleware(TrustedHostMiddleware, allowed_hosts=["app.example", "localhost"])


@app.websocket("/ws/admin")
async def admin(websocket: WebSocket, ticket: str = ""):
    origin = websocket.headers.get("origin")
    is_page_of_ours = origin in PAGES
    # Only a browser sends an Origin. Without one, the token alone decides.
    has_token = secrets.compare_digest(ticket.encode(), TOKEN.encode())
    if not has_token or not (origin is None or is_page_of_ours):
        await websocket.close()
        return

    await websocket.accept()
    await websocket.send_text("let in")
    await websocket.close()
    # endregion


# region loopback
import ipaddress


def is_loopback(websocket: WebSocket) -> bool:
    """Keeps other machines out where there is no proxy. It says nothing about who is at this one."""
    if websocket.client is None:
        return False
    address = ipaddress.ip_address(websocket.client.host)
    mapped = getattr(address, "ipv4_mapped", None)
    return (mapped or address).is_loopback


# endregion
