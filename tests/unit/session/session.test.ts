import { setImmediate } from 'node:timers/promises';
import { expect, test, vi } from 'vitest';
import { LIMITS } from '#limits';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { NoopSandbox, type ScriptedApplication } from '#server/sandbox/noop/noop-sandbox.ts';
import type { Guest, GuestHost, Sandbox } from '#server/sandbox/sandbox.ts';
import type { ConnectionPeer } from '#server/session/connection-link.ts';
import { Session } from '#server/session/session.ts';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';

interface Started {
  session: Session;
  ready: string[][];
  rejected: string[];
  ended: string[];
  timeline: TimelineEvent[];
}

function start(sandbox: Sandbox, limits: Partial<typeof LIMITS> = {}): Started {
  const started = { ready: [], rejected: [], ended: [], timeline: [] } as Omit<Started, 'session'>;
  const session = new Session({
    id: 's',
    code: '',
    profileName: 'uvicorn',
    sandbox,
    limits: { ...LIMITS, ...limits },
    keepsTimeline: true,
    listener: {
      ready: (routes) => void started.ready.push(routes),
      rejected: (fault) => void started.rejected.push(fault.name),
      ended: (fault) => void started.ended.push(fault.name),
    },
    onCrash: () => {},
  });
  session.recorder.sendTo((events) => started.timeline.push(...events));
  return { session, ...started };
}

/** A guest that does what the test tells its host. */
class HandDrivenSandbox implements Sandbox {
  host: GuestHost | undefined;
  busy = false;
  stopped = 0;
  start(_code: string, host: GuestHost): Guest {
    this.host = host;
    const isBusy = (): boolean => this.busy;
    return {
      get busy() {
        return isBusy();
      },
      deliver: () => {},
      stop: () => void (this.stopped += 1),
    };
  }
  async close(): Promise<void> {}
}

const accepting: ScriptedApplication = async (_scope, receive, send) => {
  await receive();
  await send({ type: 'websocket.accept' });
  await receive();
};

/** The edge's half, answering every send at once. */
function peer(): ConnectionPeer & { calls: string[]; answer: ((call: number) => void) | undefined } {
  const calls: string[] = [];
  const self = {
    calls,
    answer: undefined as ((call: number) => void) | undefined,
    appReceives: (call: number) => void calls.push(`receive ${call}`),
    appSends: (call: number, message: { type: string }) => {
      calls.push(`send ${message.type}`);
      self.answer?.(call);
    },
    appAbandons: (call: number) => void calls.push(`abandon ${call}`),
    appReturns: () => void calls.push('return'),
    appRaises: (exception: { type: string }) => void calls.push(`raise ${exception.type}`),
    cut: () => void calls.push('cut'),
    runEnds: (code: number, reason: string) => void calls.push(`end ${code} ${reason}`),
  };
  return self;
}

async function connected(
  started: Started,
): Promise<{ edge: ReturnType<typeof peer>; link: ReturnType<Session['attach']> }> {
  await vi.waitFor(() => expect(started.ready).toHaveLength(1));
  const edge = peer();
  const link = started.session.attach(edge);
  edge.answer = (call) => link.sent(call);
  link.open(scopeOf(), true);
  await vi.waitFor(() => expect(edge.calls).toContain('send websocket.accept'));
  return { edge, link };
}

test('is live once the guest knows its routes', async () => {
  const started = start(new NoopSandbox({ routes: ['/a'], application: () => accepting }));
  expect(started.session.live).toBe(false);
  await vi.waitFor(() => expect(started.ready).toEqual([['/a']]));
  expect(started.session.live).toBe(true);
});

test('a handler meets the server through the peer of its connection', async () => {
  const started = start(new NoopSandbox({ application: () => accepting }));
  const { edge } = await connected(started);
  await vi.waitFor(() => expect(edge.calls).toEqual(['receive 0', 'send websocket.accept', 'receive 2']));
});

test('an exception is on the timeline before the server reacts to it', async () => {
  const started = start(
    new NoopSandbox({
      application: () => async (_scope, _receive, send) => {
        await send({ type: 'websocket.accept' });
        throw new TypeError('boom');
      },
    }),
  );
  const { edge } = await connected(started);
  await vi.waitFor(() => expect(edge.calls).toContain('raise TypeError'));
  started.session.recorder.flush();
  expect(started.timeline).toMatchObject([{ kind: 'exception', connection: 1, type: 'TypeError', message: 'boom' }]);
});

test('tells its clients why it ends, and reports the end when they are gone', async () => {
  const started = start(new NoopSandbox({ application: () => accepting }));
  const { edge, link } = await connected(started);
  started.session.stop({ name: 'stopped', title: 'Stopped by you', message: '', hint: '' });
  expect(edge.calls.at(-1)).toBe('end 1001 Stopped by you');
  expect(started.ended).toEqual([]);
  link.detach();
  expect(started.ended).toEqual(['stopped']);
});

test('a client with much to say lets the others have their turns', async () => {
  const sandbox = new HandDrivenSandbox();
  const started = start(sandbox);
  sandbox.host?.onMessage({ type: 'ready', routes: ['/'] });
  const [flooding, quiet] = [started.session.attach(peer()), started.session.attach(peer())];
  const done: string[] = [];
  const says = (text: string) => (): void => {
    done.push(text);
    sandbox.busy = true;
  };
  sandbox.busy = true;
  for (const text of ['a', 'b', 'c']) flooding.whenIdle(says(text));
  quiet.whenIdle(says('quiet'));
  for (let turn = 0; turn < 4; turn += 1) {
    sandbox.busy = false;
    sandbox.host?.onIdle();
  }
  expect(done).toEqual(['a', 'quiet', 'b', 'c']);
});

test('ends when its handlers send more than their clients read', async () => {
  const sandbox = new HandDrivenSandbox();
  const started = start(sandbox, { maxUnsentBytes: 1_000 as never });
  sandbox.host?.onMessage({ type: 'ready', routes: ['/'] });
  const edges = [peer(), peer()];
  const links = edges.map((edge) => started.session.attach(edge));
  const send = (call: number, connection: number): void =>
    sandbox.host?.onMessage({ type: 'send', connection, call, message: { type: 'x', text: 'y'.repeat(500) } });
  for (let call = 1; call <= 5; call += 1) {
    send(call, 1);
    links[0]?.sent(call);
  }
  send(6, 1);
  expect(started.session.over).toBe(false);
  send(7, 2);
  expect(edges.map(({ calls }) => calls.at(-1))).toEqual(['end 1011 Too much output', 'end 1011 Too much output']);
});

test('does not wait for ever for a client that stays', async () => {
  const started = start(new NoopSandbox({ application: () => accepting }), { endGraceMs: 5 as never });
  await connected(started);
  started.session.stop({ name: 'stopped', title: '', message: '', hint: '' });
  await vi.waitFor(() => expect(started.ended).toEqual(['stopped']));
});

test('ends once', async () => {
  const started = start(new NoopSandbox({ application: () => accepting }));
  const { edge, link } = await connected(started);
  for (const name of ['stopped', 'idle']) started.session.stop({ name, title: name, message: '', hint: '' });
  link.detach();
  await setImmediate();
  expect(started.ended).toEqual(['stopped']);
  expect(edge.calls.filter((call) => call.startsWith('end'))).toHaveLength(1);
});

test('ends when nobody is connected for the idle time, and not before', () => {
  vi.useFakeTimers();
  const sandbox = new HandDrivenSandbox();
  const started = start(sandbox);
  sandbox.host?.onMessage({ type: 'ready', routes: [] });
  const link = started.session.attach(peer());
  vi.advanceTimersByTime(LIMITS.idleMs * 2);
  expect(started.ended).toEqual([]);
  link.detach();
  vi.advanceTimersByTime(LIMITS.idleMs - 1);
  expect(started.ended).toEqual([]);
  vi.advanceTimersByTime(1);
  expect(started.ended).toEqual(['idle']);
  vi.useRealTimers();
});

test('a limit that the guest met is on the timeline and in the end', async () => {
  const sandbox = new HandDrivenSandbox();
  const started = start(sandbox);
  sandbox.host?.onMessage({ type: 'ready', routes: [] });
  sandbox.host?.onEnd({ kind: 'limit', limit: 'turnCpuMs' });
  expect(started.ended).toEqual(['turn-cpu']);
  expect(started.timeline).toMatchObject([{ kind: 'limit', limit: 'turnCpuMs', connection: 0 }]);
});

test.for([
  [{ kind: 'rejected', diagnostics: [] }, 'does-not-compile'],
  [{ kind: 'rejected', diagnostics: [], exception: { type: 'E', message: 'm', traceback: '' } }, 'failed-to-load'],
  [
    { kind: 'rejected', diagnostics: [], exception: { type: 'E', message: '', traceback: '' }, during: 'lifespan' },
    'lifespan-failed',
  ],
  [{ kind: 'limit', limit: 'compileMs' }, 'compile-time'],
  [{ kind: 'crashed', detail: 'gone' }, 'sandbox-crashed'],
] as const)('a guest that ends with %j before it is ready is rejected as %s', ([end, name]) => {
  const sandbox = new HandDrivenSandbox();
  const started = start(sandbox);
  sandbox.host?.onEnd(end as never);
  expect(started.rejected).toEqual([name]);
  expect(started.ended).toEqual([]);
});

test('is settled when the guest computes no more, and then tells only the last who asked', () => {
  const sandbox = new HandDrivenSandbox();
  const started = start(sandbox);
  const told: string[] = [];
  started.session.whenSettled(() => told.push('too early'));
  sandbox.host?.onMessage({ type: 'ready', routes: [] });
  sandbox.busy = true;
  for (const who of ['first', 'second'])
    started.session.whenSettled(() => told.push(who, ...started.timeline.map(({ kind }) => kind)));
  sandbox.host?.onMessage({ type: 'console', level: 'log', text: 'at work' });
  expect(told).toEqual([]);
  sandbox.busy = false;
  sandbox.host?.onIdle();
  sandbox.host?.onIdle();
  expect(told).toEqual(['second', 'console']);
});

test('a program that never finishes loading gives its place back, and the wait for its engine does not count', () => {
  vi.useFakeTimers();
  const sandbox = new HandDrivenSandbox();
  const started = start(sandbox);
  vi.advanceTimersByTime(2 * LIMITS.loadMs);
  expect(started.rejected).toEqual([]);
  sandbox.host?.onLoading?.();
  vi.advanceTimersByTime(LIMITS.loadMs);
  expect(started.rejected).toEqual(['load-time']);
  vi.useRealTimers();
});

test('lets no more clients in than a run may have', async () => {
  const started = start(new NoopSandbox({ application: () => accepting }), { maxConnectionsPerRun: 1 as never });
  const { link } = await connected(started);
  expect(started.session.refusal()?.name).toBe('run-connections');
  link.detach();
  expect(started.session.refusal()).toBeUndefined();
});

test('a handler that does not answer the upgrade in time loses it', async () => {
  const sandbox = new HandDrivenSandbox();
  const started = start(sandbox, { handshakeMs: 5 as never });
  sandbox.host?.onMessage({ type: 'ready', routes: [] });
  const edge = peer();
  started.session.attach(edge).open(scopeOf(), true);
  await vi.waitFor(() => expect(edge.calls).toEqual([expect.stringMatching(/^end \d+ The handler did not answer/)]));
});

test('a message for a connection that never was is ignored', () => {
  const sandbox = new HandDrivenSandbox();
  const started = start(sandbox);
  sandbox.host?.onMessage({ type: 'ready', routes: [] });
  sandbox.host?.onMessage({ type: 'returned', connection: 9 });
  sandbox.host?.onMessage({ type: 'send', connection: 9, call: 1, message: { type: 'websocket.close' } });
  expect(started.session.live).toBe(true);
});
