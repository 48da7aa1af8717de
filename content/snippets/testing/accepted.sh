# curl waits for more after the 101, so it gets a limit, and the Close frame is read as bytes.
curl --include --no-buffer --max-time 2 --silent --output - \
  --header 'Connection: Upgrade' --header 'Upgrade: websocket' \
  --header 'Sec-WebSocket-Version: 13' --header 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' \
  "$HTTP_BASE$PATH_" | strings
