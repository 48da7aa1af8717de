"""What the snippets of "WebSocket Error Handling Patterns" take for granted.

    from autocoder import manager, validate_param, get_resource
"""

import asyncio
import re

__all__ = ["ConnectionManager", "get_resource", "manager", "validate_param", "validate_project"]

#: The registry: the resources that exist.
RESOURCES = {"QR": {"name": "QR", "title": "QR code generator"}}


class ConnectionManager:
    """Keeps the open connections of each name, so that a message can reach all of them."""

    def __init__(self):
        self.active_connections = {}
        self._lock = asyncio.Lock()

    async def connect(self, websocket, name):
        """Accepts the connection and registers it. After `accept()` call `register()` instead."""
        await websocket.accept()
        await self.register(websocket, name)

    async def register(self, websocket, name):
        """Registers a connection that has been accepted."""
        async with self._lock:
            self.active_connections.setdefault(name, set()).add(websocket)

    async def disconnect(self, websocket, name):
        """Forgets a connection; it does not close it."""
        async with self._lock:
            connections = self.active_connections.get(name, set())
            connections.discard(websocket)
            if not connections:
                self.active_connections.pop(name, None)

    async def broadcast(self, name, message):
        """Sends `message` as JSON to each connection of a name, and forgets those that fail."""
        async with self._lock:
            connections = list(self.active_connections.get(name, ()))
        for websocket in connections:
            try:
                await websocket.send_json(message)
            except Exception:
                await self.disconnect(websocket, name)

    def get_connection_count(self, name):
        return len(self.active_connections.get(name, ()))


manager = ConnectionManager()


def validate_param(some_param):
    """Letters, digits, `_` and `-`, 50 of them at most."""
    return re.fullmatch(r"[A-Za-z0-9_-]{1,50}", some_param) is not None


def get_resource(name):
    return RESOURCES.get(name)


def validate_project(project_name):
    return project_name in RESOURCES
