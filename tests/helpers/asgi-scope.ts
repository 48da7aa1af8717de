import type { AsgiScope } from '#asgi/events.ts';

/** What uvicorn tells of a client that dials `path` on the default port, with what is different about this one. */
export function scopeOf(path = '/', overrides: Partial<AsgiScope> = {}): AsgiScope {
  return {
    type: 'websocket',
    asgi: { version: '3.0', spec_version: '2.4' },
    http_version: '1.1',
    scheme: 'ws',
    path,
    raw_path: path,
    query_string: '',
    root_path: '',
    headers: [['host', 'localhost:8888']],
    client: ['127.0.0.1', 50_000],
    server: ['127.0.0.1', 8888],
    subprotocols: [],
    extensions: { 'websocket.http.response': {} },
    ...overrides,
  };
}
