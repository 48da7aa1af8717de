curl --silent --include --http1.1 --max-time 1 --output - \
  --header 'Connection: Upgrade' --header 'Upgrade: websocket' \
  --header 'Sec-WebSocket-Version: 13' --header 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==' \
  "$HTTP_BASE$PATH_" | tail --bytes 27 | od --format=x1z --address-radix=n
