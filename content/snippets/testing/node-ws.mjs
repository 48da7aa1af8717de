import { WebSocket } from 'ws';

const socket = new WebSocket(process.env.BASE + process.env.PATH_);

socket.on('open', () => console.log('open'));
socket.on('unexpected-response', (request, { statusCode }) => {
  console.log('refused with HTTP', statusCode);
});
socket.on('error', (error) => console.log(error.message));
socket.on('close', (code, reason) => {
  console.log('closed', code, reason.toString());
});
