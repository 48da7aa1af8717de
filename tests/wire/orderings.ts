import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { ScriptedApplication } from '#server/sandbox/noop/noop-sandbox.ts';
import type { RawClient } from '#tests/helpers/raw-client.ts';
import type { StarletteWebSocket } from '#tests/helpers/starlette-websocket.ts';
import {
  HttpException,
  PythonError,
  starlette,
  WebSocketDisconnect,
  WebSocketException,
} from '#tests/helpers/starlette-websocket.ts';

/** The wire as a raw socket saw it on each real server; a server that is not named did what `uvicorn` did. */
export type Outcome = { uvicorn: string } & Partial<Record<ServerProfileName, string>>;

export interface Ordering {
  title: string;
  application: ScriptedApplication;
  client?: (client: RawClient) => void | Promise<void>;
  headers?: string[];
  outcome: Outcome;
}

type Handler = (websocket: StarletteWebSocket) => Promise<unknown>;

const REFUSED: Outcome = {
  uvicorn: '403 Forbidden (empty body) FIN',
  'uvicorn-wsproto': '403  (empty body) FIN',
  hypercorn: '403  (empty body) FIN',
  daphne: '403 Access denied (empty body) FIN',
};

const FAILED: Outcome = {
  uvicorn: '500 Internal Server Error body="Internal Server Error" FIN',
  'uvicorn-wsproto': '500  body="Internal Server Error" FIN',
  hypercorn: '500  (empty body) FIN',
  daphne: '500 Internal server error (empty body) FIN',
};

const DROPPED: Outcome = {
  uvicorn: '101 FIN',
  hypercorn: '101 Close(1011) [echo] FIN',
  daphne: '101 Close(1011) [echo] RST',
};

const LEFT_OPEN = '101 STILL OPEN [client Close] Close(1000, "teardown") FIN';
const LEFT_OPEN_DAPHNE = '101 STILL OPEN [client Close] Close(1000) FIN';
const NO_REPLY = 'no HTTP response RST';

function closed(code: number, reason = '', daphneCode = code): Outcome {
  const text = reason === '' ? `${code}` : `${code}, ${JSON.stringify(reason)}`;
  return { uvicorn: `101 Close(${text}) [echo] FIN`, daphne: `101 Close(${daphneCode}) [echo] RST` };
}

function invalidCode(code: number): Outcome {
  const sent = [1005, 1006, 1015].includes(code) ? 1000 : code;
  return {
    ...DROPPED,
    'uvicorn-wsproto': `101 Close(${sent}, "r") [echo] FIN`,
    hypercorn: `101 Close(${sent}, "r") [echo] FIN`,
  };
}

function cutReason(cut: string): Outcome {
  return {
    uvicorn: '101 FIN',
    'uvicorn-wsproto': `101 Close(4000, ${JSON.stringify(cut)}) [echo] FIN`,
    hypercorn: `101 Close(4000, ${JSON.stringify(cut)}) [echo] FIN`,
    daphne: '101 Close(4000) [echo] RST',
  };
}

function clientFirst(frame: string): Outcome {
  return { uvicorn: `101 ${frame} FIN`, daphne: '101 Close(1000) FIN' };
}

const accepted =
  (rest: Handler): Handler =>
  async (websocket) => {
    await websocket.accept();
    return rest(websocket);
  };

function ordering(title: string, handler: Handler, outcome: Outcome, more: Partial<Ordering> = {}): Ordering {
  return { title, application: starlette(handler), outcome, ...more };
}

function raw(
  title: string,
  application: ScriptedApplication,
  outcome: Outcome,
  more: Partial<Ordering> = {},
): Ordering {
  return { title, application, outcome, ...more };
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const boom = () => Promise.reject(new PythonError('ValueError', 'boom'));

async function untilDisconnect(websocket: StarletteWebSocket): Promise<void> {
  try {
    for (;;) await websocket.receiveText();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

const REGISTERED: Record<string, string> = {
  4000: 'Invalid parameter',
  4002: 'Invalid value',
  4003: 'Localhost access only',
  4004: 'Resource not found',
};

const clientCloses = (code?: number, reason = '') => ({
  client: (client: RawClient) => client.sendClose(code, reason),
});
const clientSends = (text: string) => ({ client: (client: RawClient) => client.sendFrame('text', text) });
const clientSendsBytes = (hex: string) => ({
  client: (client: RawClient) => client.sendFrame('binary', Buffer.from(hex, 'hex')),
});
const flood = (count: number, bytes = 4) => ({
  client: (client: RawClient) => {
    for (let index = 0; index < count; index += 1) client.sendFrame('text', 'x'.repeat(bytes));
  },
});

export const ORDERINGS: Ordering[] = [
  // The right pattern.
  ...Object.entries(REGISTERED).map(([code, reason]) =>
    ordering(
      `accept, then close ${code}`,
      accepted((ws) => ws.close(Number(code), reason)),
      closed(Number(code), reason),
    ),
  ),
  ordering(
    'accept, send a message, then close',
    accepted(async (ws) => {
      await ws.sendText('hello');
      await ws.close(4004, 'Resource not found');
    }),
    {
      uvicorn: '101 Text("hello") Close(4004, "Resource not found") [echo] FIN',
      daphne: '101 Text("hello") Close(4004) [echo] RST',
    },
  ),
  ordering(
    'echo until the client closes',
    accepted(async (ws) => {
      try {
        for (;;) await ws.sendText(`echo:${await ws.receiveText()}`);
      } catch (error) {
        if (!(error instanceof WebSocketDisconnect)) throw error;
      }
    }),
    {
      uvicorn: '101 Text("echo:one") Text("echo:two") Close(1000, "done") FIN',
      daphne: '101 Text("echo:one") Text("echo:two") Close(1000) FIN',
    },
    {
      async client(client) {
        client.sendFrame('text', 'one');
        client.sendFrame('text', 'two');
        await client.frame(1);
        client.sendClose(1000, 'done');
      },
    },
  ),

  // Before accept.
  ordering('close before accept', (ws) => ws.close(), REFUSED),
  ordering('close before accept with a code', (ws) => ws.close(4000, 'Invalid parameter'), REFUSED),
  ordering(
    'close before accept, then accept',
    async (ws) => {
      await ws.close(4000, 'Invalid parameter');
      await ws.accept();
    },
    REFUSED,
  ),
  ordering('return before accept', async () => {}, { ...FAILED, daphne: NO_REPLY }),
  ordering('send before accept', (ws) => ws.sendText('too early'), FAILED),
  ordering('receive text before accept', (ws) => ws.receiveText(), FAILED),
  ordering('WebSocketException before accept', () => Promise.reject(new WebSocketException(1008, 'policy')), REFUSED),
  ordering(
    'HTTPException before accept',
    () => Promise.reject(new HttpException({ status: 401, headers: [['x-why', 'because']], body: 'no token' })),
    {
      uvicorn: '401 Unauthorized body="no token" FIN',
      'uvicorn-wsproto': '401  body="no token" FIN',
      hypercorn: '401  body="no token" FIN',
      daphne: NO_REPLY,
    },
  ),
  ordering(
    'a denial response after receiving connect',
    async (ws) => {
      await ws.receive();
      await ws.sendDenial({ status: 429, body: 'nope' });
    },
    {
      uvicorn: '429 Too Many Requests body="nope" FIN',
      'uvicorn-wsproto': '429  body="nope" FIN',
      hypercorn: '429  body="nope" FIN',
      daphne: NO_REPLY,
    },
  ),
  ordering(
    'a slow accept',
    async (ws) => {
      await sleep(30);
      await ws.accept();
      await ws.close(4000, 'after slow accept');
    },
    closed(4000, 'after slow accept'),
  ),

  // After accept.
  ordering('raise after accept', accepted(boom), DROPPED),
  ordering(
    'accept twice',
    accepted((ws) => ws.accept()),
    DROPPED,
  ),
  ordering(
    'accept twice, caught, then close',
    accepted(async (ws) => {
      await ws.accept().catch(() => {});
      await ws.close(4000, 'recovered');
    }),
    closed(4000, 'recovered'),
  ),
  ordering(
    'register after accept',
    accepted(async (ws) => {
      await ws.sendText('registered');
      await ws.close();
    }),
    {
      uvicorn: '101 Text("registered") Close(1000) [echo] FIN',
      daphne: '101 Text("registered") Close(1000) [echo] RST',
    },
  ),
  ordering(
    'return after accept',
    accepted(async () => {}),
    {
      uvicorn: '101 FIN',
      'uvicorn-legacy': LEFT_OPEN,
      hypercorn: '101 Close(1011) [echo] FIN',
      daphne: LEFT_OPEN_DAPHNE,
    },
  ),
  ordering(
    'return after a send',
    accepted((ws) => ws.sendText('bye')),
    {
      uvicorn: '101 Text("bye") FIN',
      'uvicorn-legacy': LEFT_OPEN.replace('101', '101 Text("bye")'),
      hypercorn: '101 Text("bye") Close(1011) [echo] FIN',
      daphne: LEFT_OPEN_DAPHNE.replace('101', '101 Text("bye")'),
    },
  ),
  ordering(
    'close twice',
    accepted(async (ws) => {
      await ws.close(4000, 'first');
      await ws.close(4001, 'second');
    }),
    closed(4000, 'first'),
  ),
  ordering(
    'send after close',
    accepted(async (ws) => {
      await ws.close(4000, 'closed');
      await ws.sendText('late');
    }),
    closed(4000, 'closed'),
  ),
  ordering(
    'WebSocketException after accept',
    accepted(() => Promise.reject(new WebSocketException(1008, 'policy'))),
    closed(1008, 'policy', 1011),
  ),
  ordering(
    'a denial response after accept',
    accepted((ws) => ws.sendDenial({ status: 404, body: 'nope' })),
    DROPPED,
  ),
  ordering(
    'HTTPException after accept',
    accepted(() => Promise.reject(new HttpException({ status: 401, body: '' }))),
    {
      ...DROPPED,
      daphne: LEFT_OPEN_DAPHNE,
    },
  ),
  ordering(
    'close with the default code',
    accepted((ws) => ws.close()),
    closed(1000),
  ),
  ordering(
    'close with a code alone',
    accepted((ws) => ws.close(4000)),
    closed(4000),
  ),
  ordering(
    'close with no code',
    accepted((ws) => ws.close(null)),
    {
      uvicorn: '101 Close(no code) [echo] FIN',
      'uvicorn-legacy': '101 FIN',
      hypercorn: '101 FIN',
      daphne: '101 Close(1000) [echo] RST',
    },
  ),
  ordering(
    'close with the code as text',
    accepted((ws) => ws.close('4000')),
    {
      uvicorn: '101 FIN',
      hypercorn: '101 Close(4000) [echo] FIN',
      daphne: '101 Close(1011) [echo] RST',
    },
  ),
  ordering(
    'send neither text nor bytes',
    accepted(async (ws) => {
      await ws.sendText(null);
      await ws.close(4000, 'after none');
    }),
    {
      ...closed(4000, 'after none'),
      'uvicorn-wsproto': '101 FIN',
      'uvicorn-legacy': '101 FIN',
      hypercorn: '101 Close(1011) [echo] FIN',
    },
  ),
  ordering(
    'raise CancelledError',
    accepted(() => Promise.reject(new PythonError('asyncio.exceptions.CancelledError', ''))),
    {
      ...DROPPED,
      daphne: LEFT_OPEN_DAPHNE,
    },
  ),
  ordering(
    'close, then work on',
    accepted(async (ws) => {
      await ws.close(4000, 'stop');
      await sleep(300);
    }),
    closed(4000, 'stop'),
  ),

  // The handshake.
  ordering(
    'the offered subprotocol is chosen',
    async (ws) => {
      await ws.accept({ subprotocol: 'chat' });
      await ws.close(4003, 'after subprotocol');
    },
    closed(4003, 'after subprotocol'),
    { headers: ['Sec-WebSocket-Protocol: chat, v2'] },
  ),
  ordering(
    'an offered subprotocol is ignored',
    accepted((ws) => ws.close(4003, 'after subprotocol')),
    closed(4003, 'after subprotocol'),
    { headers: ['Sec-WebSocket-Protocol: chat'] },
  ),
  ordering(
    'a subprotocol that was not offered is chosen',
    async (ws) => {
      await ws.accept({ subprotocol: 'chat' });
      await ws.close(4003, 'after subprotocol');
    },
    {
      ...closed(4003, 'after subprotocol'),
      'uvicorn-wsproto': 'no HTTP response FIN',
      hypercorn: 'no HTTP response FIN',
      daphne: NO_REPLY,
    },
  ),
  ordering(
    'a header value with a line break',
    async (ws) => {
      await ws.accept({ headers: [['x-bad', 'line\r\nx-injected: 1']] });
      await ws.close(4000, 'had headers');
    },
    {
      ...FAILED,
      'uvicorn-wsproto': 'no HTTP response FIN',
      'uvicorn-legacy': '101 Close(4000, "had headers") [echo] FIN',
      hypercorn: 'no HTTP response FIN',
      daphne: '101 Close(4000) [echo] RST',
    },
  ),

  // Codes and reasons.
  ...[0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65535].map((code) =>
    ordering(
      `close with ${code}`,
      accepted((ws) => ws.close(code, 'r')),
      invalidCode(code),
    ),
  ),
  ...[-1, 65536].map((code) =>
    ordering(
      `close with ${code}`,
      accepted((ws) => ws.close(code, 'r')),
      { ...DROPPED, hypercorn: '101 FIN' },
    ),
  ),
  ...[1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014].map((code) =>
    ordering(
      `close with ${code}`,
      accepted((ws) => ws.close(code, 'r')),
      closed(code, 'r', 1011),
    ),
  ),
  ...[1000, 3000, 3999, 4000, 4999].map((code) =>
    ordering(
      `close with ${code}`,
      accepted((ws) => ws.close(code, 'r')),
      closed(code, 'r'),
    ),
  ),
  ordering(
    'close with 1005, caught, then with 4000',
    accepted(async (ws) => {
      await ws.close(1005, 'r').catch(() => {});
      await ws.close(4000, 'second try');
    }),
    invalidCode(1005),
  ),
  ...(
    [
      ['123 bytes of ASCII', 'x'.repeat(123)],
      ['123 bytes of euro signs', '€'.repeat(41)],
      ['120 bytes of emoji', '😀'.repeat(30)],
      ['a NUL', 'a\0b'],
      ['a newline', 'line1\nline2'],
      ['nothing', ''],
    ] as const
  ).map(([what, reason]) =>
    ordering(
      `a reason of ${what}`,
      accepted((ws) => ws.close(4000, reason)),
      closed(4000, reason),
    ),
  ),
  ...(
    [
      ['124 bytes of ASCII', 'x'.repeat(124), 'x'.repeat(123)],
      ['200 bytes of ASCII', 'x'.repeat(200), 'x'.repeat(123)],
      ['41 euro signs and a letter', `${'€'.repeat(41)}a`, '€'.repeat(41)],
      ['42 euro signs', '€'.repeat(42), '€'.repeat(41)],
      ['31 emoji', '😀'.repeat(31), '😀'.repeat(30)],
      ['a letter and 41 euro signs', `a${'€'.repeat(41)}`, `a${'€'.repeat(40)}`],
    ] as const
  ).map(([what, reason, cut]) =>
    ordering(
      `a reason of ${what}`,
      accepted((ws) => ws.close(4000, reason)),
      cutReason(cut),
    ),
  ),
  ordering(
    'a reason with a lone surrogate',
    accepted((ws) => ws.close(4000, 'a\ud800b')),
    {
      uvicorn: '101 FIN',
      daphne: '101 Close(4000) [echo] RST',
    },
  ),
  ordering(
    'a reason that is a dict',
    accepted((ws) => ws.close(4000, { why: 1 })),
    {
      uvicorn: '101 FIN',
      daphne: '101 Close(4000) [echo] RST',
    },
  ),
  ordering(
    'a reason too long, caught, then close with 4001',
    accepted(async (ws) => {
      await ws.close(4000, 'x'.repeat(124)).catch(() => {});
      await ws.close(4001, 'second try');
    }),
    cutReason('x'.repeat(123)),
  ),

  // The client first.
  ordering(
    'the client closes with 1000',
    accepted(untilDisconnect),
    clientFirst('Close(1000, "bye")'),
    clientCloses(1000, 'bye'),
  ),
  ordering(
    'the client closes with 4001',
    accepted(untilDisconnect),
    clientFirst('Close(4001, "mine")'),
    clientCloses(4001, 'mine'),
  ),
  ordering(
    'the client closes without a code',
    accepted(untilDisconnect),
    clientFirst('Close(no code)'),
    clientCloses(),
  ),
  ordering('the client closes with 1001', accepted(untilDisconnect), clientFirst('Close(1001)'), clientCloses(1001)),
  ordering(
    'close after the client has closed',
    accepted(async (ws) => {
      await untilDisconnect(ws);
      await ws.close(4000, 'too late');
    }),
    clientFirst('Close(1000, "bye")'),
    clientCloses(1000, 'bye'),
  ),
  ordering(
    'receive after the disconnect was read',
    accepted(async (ws) => {
      await untilDisconnect(ws);
      await ws.receive();
    }),
    clientFirst('Close(1000, "bye")'),
    clientCloses(1000, 'bye'),
  ),
  ordering(
    'close while the client floods',
    accepted(async (ws) => {
      await ws.receiveText();
      await ws.close(4000, 'stop');
    }),
    { ...closed(4000, 'stop'), 'uvicorn-legacy': '101 Close(4000, "stop") [echo] TCP STILL OPEN' },
    flood(200),
  ),
  ordering(
    'close with 5 MB unread',
    accepted(async (ws) => {
      await sleep(50);
      await ws.close(4000, 'stop');
    }),
    closed(4000, 'stop'),
    flood(5, 1_000_000),
  ),
  ordering(
    'close with small messages unread',
    accepted(async (ws) => {
      await sleep(50);
      await ws.close(4000, 'stop');
    }),
    { ...closed(4000, 'stop'), hypercorn: '101 Close(4000, "stop") [echo] TCP STILL OPEN' },
    flood(20),
  ),
  ordering(
    'receive text of a binary frame',
    accepted(async (ws) => {
      await ws.sendText(`got:${(await ws.receiveText()) ?? 'None'}`);
      await ws.close();
    }),
    { ...DROPPED, hypercorn: '101 Text("got:None") Close(1000) [echo] FIN' },
    clientSendsBytes('00ff41'),
  ),
  ordering(
    'receive bytes of a text frame',
    accepted(async (ws) => {
      await ws.sendText(`got:${(await ws.receiveKey('bytes')) ?? 'None'}`);
      await ws.close();
    }),
    { ...DROPPED, hypercorn: '101 Text("got:None") Close(1000) [echo] FIN' },
    clientSends('hello'),
  ),
  ordering(
    'close with 1003 for a binary frame, then raise',
    accepted(async (ws) => {
      await ws.receive();
      await ws.close(1003);
      throw new PythonError('RuntimeError', 'Expected text websocket messages, but got bytes');
    }),
    closed(1003, '', 1011),
    clientSendsBytes('00ff41'),
  ),
  ordering(
    'an unmasked frame',
    accepted((ws) => ws.receiveText()),
    {
      uvicorn: '101 Close(1002, "incorrect masking") [echo] FIN',
      'uvicorn-wsproto': '101 FIN',
      'uvicorn-legacy': '101 Close(1002) [echo] FIN',
      hypercorn: '101 FIN',
      daphne: '101 RST',
    },
    { client: (client) => client.sendFrame('text', 'hi', { masked: false }) },
  ),

  // Raw ASGI.
  raw(
    'accept without receiving connect',
    async (_scope, _receive, send) => {
      await send({ type: 'websocket.accept' });
      await send({ type: 'websocket.close', code: 4000, reason: 'r' });
    },
    closed(4000, 'r'),
  ),
  raw(
    'the server is asked to accept twice',
    async (_scope, receive, send) => {
      await receive();
      await send({ type: 'websocket.accept' });
      await send({ type: 'websocket.accept' });
    },
    DROPPED,
  ),
  raw(
    'the server is asked to send before accept',
    async (_scope, receive, send) => {
      await receive();
      await send({ type: 'websocket.send', text: 'early' });
    },
    FAILED,
  ),
  raw(
    'the server is asked to send after close',
    async (_scope, receive, send) => {
      await receive();
      await send({ type: 'websocket.accept' });
      await send({ type: 'websocket.close', code: 4000 });
      await send({ type: 'websocket.send', text: 'late' });
    },
    closed(4000),
  ),
  raw(
    'the server is asked to close twice',
    async (_scope, receive, send) => {
      await receive();
      await send({ type: 'websocket.accept' });
      await send({ type: 'websocket.close', code: 4000 });
      await send({ type: 'websocket.close', code: 4001 });
    },
    closed(4000),
  ),
  raw(
    'an HTTP response on a WebSocket',
    async (_scope, receive, send) => {
      await receive();
      await send({ type: 'http.response.start', status: 400, headers: [] });
      await send({ type: 'http.response.body', body: 'eA==' });
    },
    { ...FAILED, daphne: NO_REPLY },
  ),
  raw(
    'a denial response in two parts',
    async (_scope, receive, send) => {
      await receive();
      await send({ type: 'websocket.http.response.start', status: 404, headers: [['content-type', 'text/plain']] });
      await send({ type: 'websocket.http.response.body', body: Buffer.from('no').toString('base64'), more_body: true });
      await send({ type: 'websocket.http.response.body', body: Buffer.from('pe').toString('base64') });
    },
    {
      uvicorn: '404 Not Found body="nope" FIN',
      'uvicorn-wsproto': String.raw`404  body="2\r\nno\r\n2\r\npe\r\n0\r\n\r\n" FIN`,
      hypercorn: String.raw`404  body="2\r\nno\r\n2\r\npe\r\n0\r\n\r\n" FIN`,
      daphne: NO_REPLY,
    },
  ),
];
