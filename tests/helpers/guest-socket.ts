import WebSocket from 'ws';

export type SocketEvent =
  | { type: 'open'; protocol: string }
  | { type: 'message'; data: string }
  | { type: 'error'; message: string }
  | { type: 'close'; code: number; reason: string };

/** Dials with npm `ws` and collects what it reports until the socket has closed. */
export function eventsUntilClose(
  url: string,
  onOpen: (socket: WebSocket) => void = () => {},
  protocols: string[] = [],
): Promise<SocketEvent[]> {
  const socket = new WebSocket(url, protocols);
  const events: SocketEvent[] = [];
  return new Promise((resolve) => {
    socket.on('open', () => {
      events.push({ type: 'open', protocol: socket.protocol });
      onOpen(socket);
    });
    socket.on('message', (data) => events.push({ type: 'message', data: String(data) }));
    socket.on('error', (error) => events.push({ type: 'error', message: error.message }));
    socket.on('close', (code, reason) => {
      events.push({ type: 'close', code, reason: reason.toString() });
      resolve(events);
    });
  });
}
