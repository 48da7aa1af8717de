// Test connection with error handling
const ws = new WebSocket('ws://localhost:8888/ws/projects/invalid');

ws.onopen = () => {
  console.log('Connected');
};

ws.onerror = (error) => {
  console.error('WebSocket error:', error);
};

ws.onclose = (event) => {
  console.log('Closed:', event.code, event.reason);
  // 4004 - "Project not found in registry"
};
