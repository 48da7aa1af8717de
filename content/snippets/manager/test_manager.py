import asyncio

import pytest


class ListManager:
    def __init__(self):
        self.clients = []

    def disconnect(self, client):
        self.clients.remove(client)


def test_a_list_raises_when_a_client_is_taken_off_twice():
    manager = ListManager()
    manager.clients.append("Ada")
    manager.disconnect("Ada")
    with pytest.raises(ValueError):
        manager.disconnect("Ada")


class LockedManager:
    def __init__(self):
        self.clients = set()
        self.lock = asyncio.Lock()

    async def register(self, client):
        async with self.lock:
            self.clients.add(client)

    async def broadcast(self, text):
        async with self.lock:
            for client in list(self.clients):
                await client.send_text(text)


class SlowClient:
    def __init__(self):
        self.reads = asyncio.Event()

    async def send_text(self, text):
        await self.reads.wait()


def test_a_send_under_the_lock_makes_newcomers_wait():
    async def scene():
        manager, slow = LockedManager(), SlowClient()
        await manager.register(slow)
        broadcast = asyncio.create_task(manager.broadcast("hello"))
        newcomer = asyncio.create_task(manager.register("Ada"))
        await asyncio.sleep(0.05)
        waits = not newcomer.done()
        slow.reads.set()
        await asyncio.gather(broadcast, newcomer)
        return waits

    assert asyncio.run(scene())
