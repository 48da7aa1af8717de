import type { HostMessage } from '../../sandbox.ts';

/** A connection as most handlers have them. */
export const WARM_UP_PROGRAM = `
import { app } from 'playground';
app.websocket('/{name}', async (websocket, { name }) => {
  await websocket.accept();
  await websocket.sendText(name);
  await websocket.close({ code: 4000, reason: 'warm' });
});`;

export const WARM_UP_DELIVERIES: readonly HostMessage[] = [
  {
    type: 'open',
    connection: 1,
    closeReturns: true,
    scope: {
      type: 'websocket',
      asgi: { version: '3.0' },
      http_version: '1.1',
      scheme: 'ws',
      path: '/warm',
      raw_path: '/warm',
      query_string: '',
      root_path: '',
      headers: [['host', 'localhost']],
      client: null,
      server: null,
      subprotocols: [],
    },
  },
  { type: 'sent', call: 1 },
  { type: 'sent', call: 2 },
];
