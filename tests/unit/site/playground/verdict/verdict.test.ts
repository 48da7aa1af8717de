import { expect, test } from 'vitest';
import { CAUSES } from '#site/playground/verdict/causes.ts';
import type { RecordedConnection } from '#site/playground/verdict/connection-facts.ts';
import { verdictOf } from '#site/playground/verdict/verdict.ts';
import {
  accepted,
  answer,
  browserThrows,
  closeFrame,
  dial,
  errored,
  frame,
  meetsLimit,
  pageCloses,
  raises,
  receives,
  recorded,
  request,
  sends,
  switching,
  tcpEnd,
  tcpGone,
  told,
  waits,
} from '#tests/helpers/recorded-connection.ts';

const refused = [errored, told(1006)];
const LONG = 'é'.repeat(62);
const ENDED = { name: 'stopped', title: 'The run was stopped', message: 'You pressed Stop.' };

interface Case {
  cause: string;
  run: RecordedConnection;
  outcome: string;
  effect: string;
  because: string;
}

const CASES: Case[] = [
  {
    cause: 'browser-would-not-dial',
    run: recorded([dial(), browserThrows('new WebSocket', 'SyntaxError', 'The subprotocol is duplicated.')]),
    outcome: 'forbidden',
    effect: 'The browser threw SyntaxError and sent nothing.',
    because: 'The subprotocol is duplicated.',
  },
  {
    cause: 'browser-would-not-close',
    run: recorded([...accepted, browserThrows('close', 'InvalidAccessError', '1001 is neither.')]),
    outcome: 'forbidden',
    effect: 'The browser threw InvalidAccessError, and the connection stays as it was.',
    because: '1001 is neither.',
  },
  {
    cause: 'page-left',
    run: recorded([...accepted, { kind: 'page-left' }, closeFrame('in', 1001)]),
    outcome: 'neutral',
    effect: "The client's page went away, and nobody is told anything.",
    because: 'By itself, the browser closed with 1001 with no reason. A page that leaves cannot choose another code.',
  },
  {
    cause: 'cut',
    run: recorded([...accepted, { kind: 'call-cut' }, errored, told(1006)]),
    outcome: 'neutral',
    effect: 'The browser opened, then saw 1006 with no reason.',
    because:
      'You dropped the connection, and the playground cut it: TCP ended without a Close frame, as when a network is lost. Both ends find out by themselves.',
  },
  {
    cause: 'limit',
    run: recorded([...accepted, meetsLimit('One turn took too long', 'A turn may take 100 ms.'), told(1006)]),
    outcome: 'lost',
    effect: 'One turn took too long.',
    because: 'A turn may take 100 ms.',
  },
  {
    cause: 'waits-for-a-message',
    run: recorded([...accepted, waits(7)]),
    outcome: 'open',
    effect: 'Open. The handler waits for a message.',
    because: 'It waits on line 7. Send it one, or close the connection.',
  },
  {
    cause: 'still-open',
    run: recorded(accepted),
    outcome: 'open',
    effect: 'Open.',
    because: 'Nothing has ended the connection: send a message, or close it.',
  },
  {
    cause: 'still-connecting',
    run: recorded([dial(), request()]),
    outcome: 'open',
    effect: 'Connecting.',
    because: 'The upgrade has no answer yet: your handler has not accepted, closed or answered.',
  },
  {
    cause: 'answered-not-yet-told',
    run: recorded([dial(), request(), sends('close', { code: 4000 }), answer(403, 'Forbidden')]),
    outcome: 'open',
    effect: 'Answered.',
    because: 'The server sent HTTP 403 Forbidden; the browser has not told the page yet.',
  },
  {
    cause: 'page-gave-up',
    run: recorded([dial(), request(), pageCloses(4000), ...refused]),
    outcome: 'neutral',
    effect: 'The browser saw 1006 with no reason.',
    because: 'The page called close() while the connection was still being made, so no Close frame could carry a code.',
  },
  {
    cause: 'run-over-before-answer',
    run: recorded([dial(), request(), answer(503, 'Service Unavailable'), ...refused], { ended: ENDED }),
    outcome: 'neutral',
    effect: 'The browser saw 1006 with no reason.',
    because: 'You pressed Stop.',
  },
  {
    cause: 'no-route',
    run: recorded([dial(), request(), sends('close', { code: 1000 }), answer(403, 'Forbidden'), ...refused], {
      path: '/elsewhere',
    }),
    outcome: 'lost',
    effect: 'The browser saw 1006 with no reason.',
    because:
      'No route of your handler answers /elsewhere, so the application closed before accept and the server answered HTTP 403 Forbidden. Your routes: /ws/x.',
  },
  {
    cause: 'denial-response',
    run: recorded([
      dial(),
      request(),
      sends('http.response.start', { status: 401 }),
      answer(401, 'Unauthorized', { body: 'no' }),
      ...refused,
    ]),
    outcome: 'forbidden',
    effect: 'The browser saw 1006 with no reason.',
    because:
      'Your handler answered HTTP 401 Unauthorized with a body. curl, proxies and server-side clients read it; a browser may not show it to its page.',
  },
  {
    cause: 'raised-before-accept',
    run: recorded([
      dial(),
      request(),
      raises('TypeError', 'x is not a function.', 4),
      answer(500, 'Internal Server Error'),
      ...refused,
    ]),
    outcome: 'lost',
    effect: 'The browser saw 1006 with no reason.',
    because:
      'Your handler raised TypeError: x is not a function on line 4 before it accepted, and the server answered HTTP 500 Internal Server Error.',
  },
  {
    cause: 'close-before-accept',
    run: recorded([
      dial(),
      request(),
      sends('close', { code: 4000, reason: 'Invalid parameter' }, { line: 2 }),
      answer(403, 'Forbidden'),
      ...refused,
    ]),
    outcome: 'lost',
    effect: 'The browser saw 1006 with no reason.',
    because:
      'Your 4000 “Invalid parameter” never left the server: it answered HTTP 403 Forbidden before the handshake was complete.',
  },
  {
    cause: 'returned-before-accept',
    run: recorded([dial(), request(), answer(500, 'Internal Server Error'), ...refused]),
    outcome: 'lost',
    effect: 'The browser saw 1006 with no reason.',
    because:
      'Your handler returned without accept, close or an answer, so the server answered HTTP 500 Internal Server Error.',
  },
  {
    cause: 'refused-by-server',
    run: recorded([dial(), request(), answer(400, 'Bad Request'), ...refused]),
    outcome: 'lost',
    effect: 'The browser saw 1006 with no reason.',
    because: 'The server answered HTTP 400 Bad Request and the handshake was never complete.',
  },
  {
    cause: 'never-reached',
    run: recorded([dial(), ...refused]),
    outcome: 'lost',
    effect: 'The browser saw 1006 with no reason.',
    because: 'No request of this client reached the handler: the server was not there, or the run was already over.',
  },
  {
    cause: 'no-answer',
    run: recorded([dial(), request(), tcpEnd, ...refused]),
    outcome: 'lost',
    effect: 'The browser saw 1006 with no reason.',
    because: 'The server ended the TCP connection without an HTTP answer.',
  },
  {
    cause: 'subprotocol-not-echoed',
    run: recorded([
      dial('/ws/x', ['chat']),
      request(),
      sends('accept'),
      switching,
      sends('close', { code: 4003 }),
      ...refused,
    ]),
    outcome: 'lost',
    effect: 'The browser saw 1006 with no reason.',
    because:
      'The client offered chat and the server accepted without choosing one, so the browser failed the handshake itself and your 4003 was lost.',
  },
  {
    cause: 'subprotocol-not-offered',
    run: recorded([dial(), request(), answer(101, 'Switching Protocols', { protocol: 'chat' }), ...refused]),
    outcome: 'lost',
    effect: 'The browser saw 1006 with no reason.',
    because:
      'The server chose the subprotocol chat, which the client did not offer, so the browser failed the handshake.',
  },
  {
    cause: 'handshake-failed',
    run: recorded([dial(), request(), switching, ...refused]),
    outcome: 'lost',
    effect: 'The browser saw 1006 with no reason.',
    because: 'The server sent 101, and something in its headers made the browser fail the handshake.',
  },
  {
    cause: 'reason-too-long',
    run: recorded([
      ...accepted,
      sends('close', { code: 4000, reason: LONG }, { refused: { type: 'ProtocolError', message: 'too long' } }),
      raises('ProtocolError', 'too long'),
      tcpEnd,
      told(1006),
    ]),
    outcome: 'forbidden',
    effect: 'The browser opened, then saw 1006 with no reason.',
    because:
      'The protocol has no room for your reason: it has 124 bytes and a Close frame holds 123. The server refused it, and the code went with it.',
  },
  {
    cause: 'close-refused',
    run: recorded([
      ...accepted,
      sends('close', { code: 1006 }, { refused: { type: 'ProtocolError', message: 'invalid status code' } }),
      raises('ProtocolError', 'invalid status code'),
      tcpEnd,
      told(1006),
    ]),
    outcome: 'forbidden',
    effect: 'The browser opened, then saw 1006 with no reason.',
    because:
      'The server would not send your 1006: ProtocolError: invalid status code. TCP ended without a Close frame.',
  },
  {
    cause: 'raised-after-accept',
    run: recorded([...accepted, raises('RuntimeError', 'Expected ASGI message', 5), tcpEnd, told(1006)]),
    outcome: 'lost',
    effect: 'The browser opened, then saw 1006 with no reason.',
    because:
      'Your handler raised RuntimeError: Expected ASGI message on line 5, and the server ended TCP without a Close frame.',
  },
  {
    cause: 'run-over',
    run: recorded([...accepted, closeFrame('out', 1001, 'Stopped'), told(1001, 'Stopped')], { ended: ENDED }),
    outcome: 'neutral',
    effect: 'The browser saw 1001 “Stopped”.',
    because: 'You pressed Stop.',
  },
  {
    cause: 'client-closed-other-echo',
    run: recorded([...accepted, pageCloses(4001), closeFrame('in', 4001), closeFrame('out', 1000), told(1000)]),
    outcome: 'neutral',
    effect: 'The browser saw 1000 with no reason.',
    because:
      'The page closed with 4001 with no reason, and the server answered with 1000 with no reason: the browser reports the answer.',
  },
  {
    cause: 'client-closed',
    run: recorded([
      ...accepted,
      pageCloses(4001, 'mine'),
      closeFrame('in', 4001, 'mine'),
      closeFrame('out', 4001, 'mine'),
      told(4001, 'mine'),
    ]),
    outcome: 'neutral',
    effect: 'The browser saw 4001 “mine”.',
    because: 'The page closed the connection itself, and the server echoed the Close frame.',
  },
  {
    cause: 'client-went-away',
    run: recorded([request(), sends('accept'), switching, tcpGone], { outside: 'websocat/1.14.0' }),
    outcome: 'neutral',
    effect: 'websocat/1.14.0 was connected, and went away.',
    because: 'It ended TCP without a Close frame, as a program does that is stopped or loses its network.',
  },
  {
    cause: 'delivered-ordinary',
    run: recorded([...accepted, sends('close', {}, { line: 9 }), closeFrame('out', 1000), told(1000)]),
    outcome: 'neutral',
    effect: 'The browser saw 1000 with no reason.',
    because: 'Your handler closed on line 9, and the page was told so: an ordinary end.',
  },
  {
    cause: 'delivered',
    run: recorded([
      ...accepted,
      sends('close', { code: 4004, reason: 'Not found' }, { line: 3 }),
      closeFrame('out', 4004, 'Not found'),
      told(4004, 'Not found'),
    ]),
    outcome: 'delivered',
    effect: 'The browser saw 4004 “Not found”.',
    because: 'Your handler accepted and then closed on line 3, so code and reason reached the page.',
  },
  {
    cause: 'code-rewritten',
    run: recorded([...accepted, sends('close', { code: 1006 }), closeFrame('out', 1000), told(1000)]),
    outcome: 'lost',
    effect: 'The browser saw 1000 with no reason.',
    because: 'Your handler asked for 1006; this server sends 1000 with no reason instead.',
  },
  {
    cause: 'reason-dropped',
    run: recorded([...accepted, sends('close', { code: 4000, reason: 'why' }), closeFrame('out', 4000), told(4000)]),
    outcome: 'lost',
    effect: 'The browser saw 4000 with no reason.',
    because: 'The code arrived. This server sends no reasons, so yours stayed behind.',
  },
  {
    cause: 'reason-cut',
    run: recorded([
      ...accepted,
      sends('close', { code: 4000, reason: LONG }),
      closeFrame('out', 4000, 'éé'),
      told(4000, 'éé'),
    ]),
    outcome: 'delivered',
    effect: 'The browser saw 4000 “éé”.',
    because: 'The code arrived. A Close frame holds 123 bytes of reason, so this server cut yours of 124 bytes.',
  },
  {
    cause: 'close-frame-lost',
    run: recorded([...accepted, sends('close', { code: 4000 }), closeFrame('out', 4000), told(1006)]),
    outcome: 'lost',
    effect: 'The browser opened, then saw 1006 with no reason.',
    because: 'The server sent 4000 with no reason, and the connection broke before the browser had read it.',
  },
  {
    cause: 'server-closed',
    run: recorded([...accepted, closeFrame('out', 1009, 'too big'), told(1009, 'too big')]),
    outcome: 'neutral',
    effect: 'The browser saw 1009 “too big”.',
    because: 'The server closed with 1009 “too big” by itself: your handler did not ask for it.',
  },
  {
    cause: 'returned-after-accept',
    run: recorded([...accepted, tcpEnd, told(1006)]),
    outcome: 'lost',
    effect: 'The browser opened, then saw 1006 with no reason.',
    because: 'Your handler returned without closing, and the server ended TCP without a Close frame.',
  },
  {
    cause: 'connection-lost',
    run: recorded([...accepted, told(1006)]),
    outcome: 'lost',
    effect: 'The browser opened, then saw 1006 with no reason.',
    because: 'The connection ended, and no Close frame had said why.',
  },
];

test.each(CASES)('$cause: $because', ({ run, cause, outcome, effect, because }) => {
  expect(verdictOf(run)).toMatchObject({ cause, outcome, effect, because });
});

test('every cause of the table has a case here', () => {
  expect(CASES.map(({ cause }) => cause)).toEqual(CAUSES.map(({ name }) => name));
});

test('an exception in a server that closes with 1011 is not called lost: the code tells of it', () => {
  const run = recorded([...accepted, raises('Error', 'no'), closeFrame('out', 1011), told(1011)]);
  expect(verdictOf(run)).toMatchObject({
    cause: 'raised-after-accept',
    outcome: 'neutral',
    because: 'Your handler raised Error: no, and the server closed with 1011 by itself.',
  });
});

test('an exception in a server that stays open is told, and the handler is not called running', () => {
  expect(verdictOf(recorded([...accepted, raises('Error', 'no', 3)]))).toMatchObject({
    cause: 'still-open',
    because: 'Your handler raised Error: no on line 3, and the server has not ended the connection yet.',
  });
});

test('a handler that has got its message is no longer said to wait', () => {
  const run = recorded([...accepted, waits(7), frame('in', 'hello'), receives('receive')]);
  expect(verdictOf(run)).toMatchObject({ cause: 'still-open', line: undefined });
});

test('a handler that waited when the run was stopped is not shown its line', () => {
  const run = recorded([...accepted, waits(7), closeFrame('out', 1001, 'Stopped'), told(1001)], { ended: ENDED });
  expect(verdictOf(run)).toMatchObject({ cause: 'run-over', line: undefined });
});

test('a limit whose Close frame arrived is not called lost: the code tells of it', () => {
  const run = recorded([...accepted, meetsLimit('Too long', 'It was.'), closeFrame('out', 1011), told(1011)]);
  expect(verdictOf(run)).toMatchObject({ cause: 'limit', outcome: 'neutral' });
});

test('a second accept is answered with the advice to register', () => {
  const run = recorded([...accepted, sends('accept'), raises('RuntimeError', 'Expected'), tcpEnd, told(1006)]);
  expect(verdictOf(run).advice).toContain('register()');
});

test('an exception after a close that arrived does not hide that it arrived', () => {
  const run = recorded([
    ...accepted,
    sends('close', { code: 4000 }),
    closeFrame('out', 4000),
    told(4000),
    raises('RuntimeError', 'Cannot call "send"'),
  ]);
  expect(verdictOf(run).cause).toBe('delivered');
});

test('no sentence of a verdict shouts, says we, or runs into a second full stop', () => {
  for (const { run } of CASES) {
    const { effect, because, advice } = verdictOf(run);
    const text = [effect, because, advice].filter((part) => part !== undefined).join(' ');
    expect(text).not.toMatch(/!|\bwe\b|\.\.|undefined|null|NaN/i);
    expect(text).toMatch(/\.$/);
  }
});
