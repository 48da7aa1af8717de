import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { reduceConnection } from '#asgi/connection.ts';
import type { ConnectionEffect, ConnectionInput, ConnectionState } from '#asgi/connection-state.ts';
import { initialConnection, TIMERS } from '#asgi/connection-state.ts';
import { CLIENT_FAULTS } from '#asgi/server-profile.ts';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';

function start(server: (typeof SERVER_PROFILE_NAMES)[number] = 'uvicorn', facts: { maxUnreadMessages?: number } = {}) {
  return initialConnection({
    profile: serverProfiles[server],
    offered: [],
    maxUnreadMessages: 32,
    maxResponseBodyBytes: 1024,
    ...facts,
  });
}

function run(
  state: ConnectionState,
  inputs: ConnectionInput[],
): { state: ConnectionState; effects: ConnectionEffect[] } {
  const effects: ConnectionEffect[] = [];
  for (const input of inputs) {
    const step = reduceConnection(state, input);
    state = step.state;
    effects.push(...step.effects);
  }
  return { state, effects };
}

const kinds = (effects: ConnectionEffect[]) => effects.map(({ kind }) => kind);
const send = (call: number, message: { type: string; [key: string]: unknown }): ConnectionInput => ({
  kind: 'app-send',
  call,
  message,
  line: undefined,
});
const receive = (call: number): ConnectionInput => ({ kind: 'app-receive', call, line: undefined });
const ACCEPT = send(1, { type: 'websocket.accept' });
const text = (...texts: string[]): ConnectionInput => ({
  kind: 'client-messages',
  messages: texts.map((each) => ({ text: each })),
});

test('the message of the application comes before the bytes it causes, and its answer after them', () => {
  const { effects } = run(start(), [ACCEPT]);
  expect(kinds(effects).filter((kind) => !kind.includes('timer') && kind !== 'log')).toEqual([
    'app-sent',
    'write-head',
    'answer',
  ]);
});

test('a state is never changed in place', () => {
  const state = Object.freeze(start());
  const { state: next } = reduceConnection(state, ACCEPT);
  expect([state.server, next.server]).toEqual(['connecting', 'open']);
});

test('a receive that was given up takes no message, and is answered unless its message has left', () => {
  const abandon: ConnectionInput = { kind: 'app-abandon', call: 2 };
  const waiting = run(start(), [ACCEPT, receive(2)]).state;
  const given = run(waiting, [abandon, text('late')]);
  expect(given.effects).toEqual([{ kind: 'answer', call: 2 }, { kind: 'pause-reading' }]);
  expect(kinds(run(given.state, [receive(3)]).effects)).toEqual(['deliver', 'resume-reading']);
  expect(run(run(waiting, [text('early')]).state, [abandon]).effects).toEqual([]);
});

describe('a handler that does not receive', () => {
  test('stops the reading of uvicorn after one message, and receiving it starts it again', () => {
    const opened = run(start(), [ACCEPT]).state;
    const full = run(opened, [text('one')]);
    expect(kinds(full.effects)).toEqual(['pause-reading']);
    expect(kinds(run(full.state, [receive(2)]).effects)).toEqual(['deliver', 'resume-reading']);
  });

  test('stops the reading of every server at the limit of the run', () => {
    const opened = run(start('daphne', { maxUnreadMessages: 3 }), [ACCEPT]).state;
    expect(kinds(run(opened, [text('1', '2')]).effects)).toEqual([]);
    expect(kinds(run(opened, [text('1', '2', '3')]).effects)).toEqual(['pause-reading']);
  });

  test('loses nothing of what came before the pause', () => {
    const { effects } = run(start(), [ACCEPT, text('a', 'b', 'c'), receive(2), receive(3), receive(4)]);
    const delivered = effects.flatMap((effect) => (effect.kind === 'deliver' ? [effect.message] : []));
    expect(delivered.map((message) => 'text' in message && message.text)).toEqual(['a', 'b', 'c']);
  });
});

describe('a client that does not read', () => {
  const blocked = run(start(), [ACCEPT, { kind: 'write-blocked' }]).state;

  test('holds the sends of the handler, in order', () => {
    const held = run(blocked, [
      send(2, { type: 'websocket.send', text: 'a' }),
      send(3, { type: 'websocket.close', code: 4000 }),
    ]);
    expect(held.effects).toEqual([]);
    const { effects } = run(held.state, [{ kind: 'drained' }]);
    expect(effects.flatMap((effect) => (effect.kind === 'answer' ? [effect.call] : []))).toEqual([2, 3]);
  });

  test('gets no more pongs', () => {
    const ping: ConnectionInput = { kind: 'client-ping', payload: new Uint8Array(0) };
    expect(run(blocked, [ping]).effects).toEqual([]);
    expect(run(blocked, [{ kind: 'drained' }, ping]).effects).toMatchObject([{ kind: 'frame', opcode: 'pong' }]);
  });

  test('and leaves: each held send learns that the client is gone', () => {
    const { effects } = run(blocked, [send(2, { type: 'websocket.send', text: 'a' }), { kind: 'client-end' }]);
    expect(effects).toContainEqual({
      kind: 'refuse',
      call: 2,
      exception: { type: 'uvicorn.protocols.utils.ClientDisconnected', message: '', isOsError: true },
    });
  });
});

test('a failed close of uvicorn can be repeated by a raw application, and of wsproto not', () => {
  const again = (server: 'uvicorn' | 'uvicorn-wsproto') =>
    run(start(server), [
      ACCEPT,
      send(2, { type: 'websocket.close', code: 70_000 }),
      send(3, { type: 'websocket.close', code: 4000 }),
    ]).effects.filter(({ kind }) => kind === 'frame').length;
  expect([again('uvicorn'), again('uvicorn-wsproto')]).toEqual([1, 0]);
});

test('a message that is told before a close is received before it', () => {
  const { effects } = run(start(), [
    ACCEPT,
    text('last words'),
    { kind: 'client-close', code: 1000, reason: 'bye', payload: new Uint8Array() },
    receive(2),
    receive(3),
  ]);
  const delivered = effects.flatMap((effect) => (effect.kind === 'deliver' ? [effect.message] : []));
  expect(delivered).toEqual([
    { type: 'websocket.receive', text: 'last words' },
    { type: 'websocket.disconnect', code: 1000, reason: 'bye' },
  ]);
});

test('messages after the own close are dropped', () => {
  const { state } = run(start(), [ACCEPT, send(2, { type: 'websocket.close' }), text('too late')]);
  expect(state.inbox.filter(({ type }) => type === 'websocket.receive')).toEqual([]);
});

test('uvicorn does not notice that the client has closed while there is nothing to send', () => {
  const closed = run(start(), [
    ACCEPT,
    { kind: 'client-close', code: 1000, reason: '', payload: new Uint8Array() },
    receive(2),
  ]).state;
  expect(kinds(run(closed, [send(3, { type: 'websocket.send' })]).effects)).toContain('answer');
  expect(kinds(run(closed, [send(3, { type: 'websocket.send', text: 'a' })]).effects)).toContain('refuse');
});

const anything = fc.oneof(
  fc.constant(null),
  fc.string(),
  fc.integer(),
  fc.double(),
  fc.boolean(),
  fc.dictionary(fc.string(), fc.integer()),
  fc.array(fc.string()),
);
const message = fc.record(
  {
    type: fc.oneof(
      fc.constantFrom(
        'websocket.accept',
        'websocket.send',
        'websocket.close',
        'websocket.http.response.start',
        'websocket.http.response.body',
        'http.response.start',
        '__proto__',
        'constructor',
      ),
    ),
    code: fc.oneof(fc.constantFrom(1000, 1005, 4000, 65_536), anything),
    reason: anything,
    text: anything,
    bytes: anything,
    status: fc.oneof(fc.constantFrom(200, 404, 99, 600), anything),
    headers: fc.oneof(anything, fc.array(fc.tuple(fc.string(), fc.string()))),
    subprotocol: anything,
    body: anything,
    more_body: anything,
  },
  { requiredKeys: ['type'] },
);

/** Everything that may happen to a connection but a call of the application, which gets its number when it is made. */
const event: fc.Arbitrary<ConnectionInput> = fc.oneof(
  fc.constantFrom<ConnectionInput>(
    { kind: 'upgrade' },
    { kind: 'app-returned' },
    { kind: 'app-raised', type: 'ValueError', message: 'boom', traceback: 'ValueError: boom' },
    { kind: 'client-ping', payload: new Uint8Array(2) },
    { kind: 'client-pong' },
    { kind: 'client-close', code: 1000, reason: 'bye', payload: new Uint8Array(5) },
    { kind: 'client-close', code: null, reason: '', payload: new Uint8Array(0) },
    { kind: 'client-end' },
    { kind: 'tcp-gone' },
    { kind: 'write-blocked' },
    { kind: 'drained' },
    { kind: 'run-ends', code: 1012, reason: 'over' },
    text('one'),
    text('one', 'two'),
  ),
  fc.constantFrom(...TIMERS).map((timer): ConnectionInput => ({ kind: 'timer', timer })),
  fc
    .constantFrom(...CLIENT_FAULTS)
    .map((fault): ConnectionInput => ({ kind: 'client-fault', fault, size: '9', limit: 8, complaint: '' })),
);

type Step = { call: 'receive' } | { call: 'send'; message: { type: string } } | { event: ConnectionInput };
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 2, arbitrary: fc.constant<Step>({ call: 'receive' }) },
  { weight: 4, arbitrary: message.map((each): Step => ({ call: 'send', message: each as { type: string } })) },
  { weight: 4, arbitrary: event.map((each): Step => ({ event: each })) },
);

function answered(effect: ConnectionEffect): number[] {
  return effect.kind === 'answer' || effect.kind === 'refuse' || effect.kind === 'deliver' ? [effect.call] : [];
}

describe.each(SERVER_PROFILE_NAMES)('%s, whatever happens in whatever order', (server) => {
  const inputsOf = (steps: Step[]): ConnectionInput[] =>
    steps.map((each, index) => {
      if ('event' in each) return each.event;
      return each.call === 'receive' ? receive(index + 1) : send(index + 1, each.message);
    });

  test('never throws, and never answers a call twice or one that was not made', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const inputs = inputsOf(steps);
        const calls = run(start(server), inputs).effects.flatMap(answered);
        expect(new Set(calls).size).toBe(calls.length);
        for (const call of calls) expect(['app-send', 'app-receive']).toContain(inputs[call - 1]?.kind);
      }),
      { numRuns: 400 },
    );
  });

  test('writes nothing after it has ended TCP, and ends it once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { effects } = run(start(server), inputsOf(steps));
        const end = effects.findIndex(({ kind }) => kind === 'end-tcp');
        if (end === -1) return;
        expect(effects.slice(end + 1).filter(({ kind }) => /^(write|frame|ping|end-tcp)/.test(kind))).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('writes at most one status line and one Close frame, and no frame before a 101', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const { effects } = run(start(server), inputsOf(steps));
        const heads = effects.flatMap((effect) => (effect.kind === 'write-head' ? [effect.status] : []));
        expect(heads.length).toBeLessThanOrEqual(1);
        const frames = effects.filter(({ kind }) => kind === 'frame' || kind === 'ping');
        if (heads[0] !== 101) expect(frames).toEqual([]);
        expect(frames.filter((effect) => effect.kind === 'frame' && effect.opcode === 'close').length).toBeLessThan(2);
      }),
      { numRuns: 400 },
    );
  });

  test('leaves no send of a running application unanswered once TCP is gone', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const inputs = inputsOf(steps);
        const over = inputs.some(({ kind }) => kind === 'app-returned' || kind === 'app-raised' || kind === 'run-ends');
        fc.pre(!over);
        const { effects } = run(start(server), [...inputs, { kind: 'client-end' }, { kind: 'timer', timer: 'lost' }]);
        const done = new Set(effects.flatMap(answered));
        const open = inputs.flatMap(({ kind }, index) =>
          kind === 'app-send' && !done.has(index + 1) ? [index + 1] : [],
        );
        expect(open).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  test('tells a receiving application that the client is gone, and then as often as its server does', () => {
    const again = { uvicorn: 1, 'uvicorn-wsproto': 1, 'uvicorn-legacy': 3, hypercorn: 1, daphne: 1 }[server];
    const { effects } = run(start(server), [ACCEPT, { kind: 'client-end' }, receive(2), receive(3), receive(4)]);
    expect(effects.flatMap((effect) => (effect.kind === 'deliver' ? [effect.message.type] : []))).toEqual(
      Array.from({ length: again }, () => 'websocket.disconnect'),
    );
  });
});
