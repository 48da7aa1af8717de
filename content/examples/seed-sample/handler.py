async def my_websocket(websocket: WebSocket, some_param: str):
    """WebSocket endpoint with proper error handling."""

    # 1. Accept FIRST (required by Starlette/FastAPI)
    await websocket.accept()

    # 2. Security check (optional but recommended)
    client_host = websocket.client.host if websocket.client else None
    if client_host not in ("127.0.0.1", "::1", "localhost", None):
        await websocket.close(code=4003, reason="Localhost access only")
        return

    # 3. Validate input parameters
    if not validate_param(some_param):
        await websocket.close(code=4000, reason="Invalid parameter")
        return

    # 4. Look up resources
    resource = get_resource(some_param)
    if not resource:
        await websocket.close(code=4004, reason="Resource not found")
        return

    # 5. Register with connection manager (if applicable)
    await manager.register(websocket, some_param)  # NOT connect() - already accepted

    # 6. Main message loop
    try:
        while True:
            data = await websocket.receive_text()
            # ... handle messages
    except WebSocketDisconnect:
        pass  # Normal disconnect
    finally:
        await manager.disconnect(websocket, some_param)
