const ws = new WebSocket(BASE + PATH_);

ws.onopen = () => {
  console.log('open: not yet connected');
};

ws.onmessage = (event) => {
  console.log('message: connected', event.data);
};

ws.onclose = (event) => {
  if (event.code >= 4000) console.log('refused:', event.code, event.reason);
  else console.log('lost:', event.code);
};
