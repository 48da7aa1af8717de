const ws = new WebSocket(BASE + PATH_);

try {
  ws.close(1008, 'policy');
} catch (error) {
  console.log(error.name, error.message);
}

try {
  ws.close(4000, 'é'.repeat(62)); // 124 bytes
} catch (error) {
  console.log(error.name, error.message);
}

ws.close(4000, 'bye');
