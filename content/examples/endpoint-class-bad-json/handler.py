from starlette.applications import Starlette
from starlette.endpoints import WebSocketEndpoint
from starlette.routing import WebSocketRoute


class Chat(WebSocketEndpoint):
    # Each message is parsed before on_receive() sees it.
    encoding = "json"

    async def on_receive(self, websocket, data):
        await websocket.send_json({"you_said": data})


app = Starlette(routes=[WebSocketRoute("/ws/chat", Chat)])
