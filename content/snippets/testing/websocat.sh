# Use websocat for WebSocket testing
echo '{"type":"ping"}' | websocat ws://localhost:8888/ws/projects/QR
