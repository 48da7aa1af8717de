import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { RoomClient } from '#tests/helpers/room-client.ts';
import { startServer, type RunningServer } from '#tests/helpers/server.ts';

/** A room over real sockets. */

const EXERCISE = 'read-a-refusal/one';
const QUIET = ['--log-level', 'silent', '--python-image', 'none'];

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ args: [...QUIET, '--rooms-per-minute', '100'] });
});

afterAll(() => server.stop());

async function client(url = server.socketUrl): Promise<RoomClient> {
  const one = await RoomClient.connect(url);
  onTestFinished(() => one[Symbol.asyncDispose]());
  return one;
}

async function openRoom(url = server.socketUrl) {
  const host = await client(url);
  const { room, secret } = await host.opensRoom();
  const { code, snapshot } = await host.hosts(room, secret);
  return { host, room, secret, code, snapshot };
}

test('a facilitator opens a room and is told the code to read aloud', async () => {
  const { code, snapshot } = await openRoom();
  expect(code).toMatch(/^[A-Z\d]{7}$/);
  expect(snapshot).toMatchObject({ seq: 1, title: 'Onboarding', participants: [], phase: { is: 'open' } });
});

test('who joins appears on the board, and what their client sees as well', async () => {
  const { host, code } = await openRoom();
  const ana = await client();
  const { participant } = await ana.joins(code.toLowerCase(), 'Ana');
  await ana.acts({ kind: 'see-close', exercise: EXERCISE, code: 4004, reason: 'Project not found' });
  await host.event(({ action }) => action.kind === 'see-close');
  expect(host.events.map(({ seq, by, action }) => [seq, by, action.kind])).toEqual([
    [2, 'server', 'join'],
    [3, participant, 'see-close'],
  ]);
});

test('a participant sees the whole room as numbers while it changes', async () => {
  const { code } = await openRoom();
  const [ana, bo] = [await client(), await client()];
  await ana.joins(code, 'Ana');
  await bo.joins(code, 'Bo');
  await bo.acts({ kind: 'see-close', exercise: EXERCISE, code: 1006, reason: '' });
  await ana.view(({ distribution }) => distribution.some((one) => one.code === 1006));
  await bo.acts({ kind: 'see-close', exercise: EXERCISE, code: 4004, reason: 'secret of Bo' });
  await ana.view(({ distribution }) => distribution.length === 1 && distribution[0]?.code === 4004);
  expect(JSON.stringify(ana.received)).not.toContain('Bo');
});

test('the facilitator points, writes and releases, and the pages follow', async () => {
  const { host, code } = await openRoom();
  const ana = await client();
  await ana.joins(code, 'Ana');
  await host.acts({ kind: 'point-room', exercise: EXERCISE });
  await host.acts({ kind: 'send-note', text: 'Look at the status line.' });
  await host.acts({ kind: 'release-solution', exercise: EXERCISE });
  const view = await ana.view(({ released }) => released.length > 0);
  expect(view).toMatchObject({
    pointedAt: EXERCISE,
    notes: [{ text: 'Look at the status line.' }],
    released: [EXERCISE],
  });
});

test('code travels only with the answer to its question', async () => {
  const { host, code } = await openRoom();
  const ana = await client();
  const { participant } = await ana.joins(code, 'Ana');
  const shown = { kind: 'show-code', exercise: EXERCISE, language: 'python', code: 'await websocket.accept()' };
  expect(await ana.acts({ ...shown, ask: 1 } as { kind: string })).toMatchObject({ fault: { name: 'not-asked' } });
  await host.acts({ kind: 'ask-for-code', participant });
  const { ask } = await ana.view((view) => view.ask !== undefined);
  expect(await ana.acts({ ...shown, ask } as { kind: string })).toMatchObject({ type: 'acted' });
  await host.event(({ action }) => action.kind === 'show-code' && action.code === 'await websocket.accept()');
});

test('code that is larger than a run may have is refused with the limit', async () => {
  const { code } = await openRoom();
  const ana = await client();
  await ana.joins(code, 'Ana');
  const large = { kind: 'show-code', ask: 1, exercise: EXERCISE, language: 'python', code: 'x'.repeat(70_000) };
  expect(await ana.acts(large as { kind: string })).toMatchObject({ fault: { name: 'code-too-large' } });
});

test('who is removed is closed with 4403 and cannot come back with the token', async () => {
  const { host, room, code } = await openRoom();
  const ana = await client();
  const { participant, token } = await ana.joins(code, 'Ana');
  const closed = ana.closed();
  await host.acts({ kind: 'remove', participant });
  expect(await closed).toEqual({ code: 4403, reason: 'You are not in the room any more' });
  const again = await client();
  expect(await again.asks({ type: 'enter-room', room, participant, token })).toMatchObject({
    fault: { name: 'removed-from-room' },
  });
});

test('who leaves is closed with 4410 in every page', async () => {
  const { room, code } = await openRoom();
  const [ana, second] = [await client(), await client()];
  const identity = await ana.joins(code, 'Ana');
  await second.enters({ ...identity, room });
  const both = Promise.all([ana.closed(), second.closed()]);
  ana.socket.send(JSON.stringify({ type: 'act', id: 'x', action: { kind: 'leave' } }));
  expect((await both).map(({ code: closeCode }) => closeCode)).toEqual([4410, 4410]);
});

test('the board is told who has a page open', async () => {
  const { host, code } = await openRoom();
  const ana = await client();
  const { participant } = await ana.joins(code, 'Ana');
  const isPresent = (present: boolean) => (fact: { type: string; participants?: number[] }) =>
    fact.type === 'connected' && fact.participants?.includes(participant) === present;
  await host.fact(isPresent(true));
  const from = host.received.length;
  ana.socket.terminate();
  await host.fact(isPresent(false), from);
});

test('a board that comes back is told what it missed, and nothing twice', async () => {
  const { host, room, secret, code } = await openRoom();
  const ana = await client();
  await ana.joins(code, 'Ana');
  const { seq } = await host.event(({ action }) => action.kind === 'join');
  host.socket.terminate();
  for (const kind of ['raise-hand', 'lower-hand', 'raise-hand']) await ana.acts({ kind });
  const back = await client();
  expect(await back.hosts(room, secret, seq)).not.toHaveProperty('snapshot');
  await back.event((event) => event.seq === seq + 3);
  await ana.acts({ kind: 'lower-hand' });
  await back.event((event) => event.seq === seq + 4);
  expect(back.events.map((event) => event.seq)).toEqual([1, 2, 3, 4].map((n) => seq + n));
});

test('a board that claims to be ahead of the room begins anew', async () => {
  const { room, secret } = await openRoom();
  expect((await (await client()).hosts(room, secret, 99)).snapshot?.seq).toBe(1);
});

test('an action that is sent again under its id is answered again and taken once', async () => {
  const { host, room, code } = await openRoom();
  const ana = await client();
  const identity = await ana.joins(code, 'Ana');
  const run = { kind: 'start-run', exercise: EXERCISE, language: 'python' };
  await ana.acts(run, 'same');
  const again = await client();
  await again.enters({ ...identity, room });
  expect(await again.acts(run, 'same')).toEqual({ type: 'acted', id: 'same' });
  await again.acts({ kind: 'raise-hand' });
  await host.event(({ action }) => action.kind === 'raise-hand');
  expect(host.events.filter(({ action }) => action.kind === 'start-run')).toHaveLength(1);
});

test('a restart of the server loses nothing, and everybody comes back as who they were', async () => {
  const data = mkdtempSync(join(tmpdir(), 'room-restart-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const first = await startServer({ args: [...QUIET, '--data', data] });
  const { host, room, secret, code } = await openRoom(first.socketUrl);
  const ana = await client(first.socketUrl);
  const identity = await ana.joins(code, 'Ana');
  await ana.acts({ kind: 'pass', exercise: EXERCISE });
  const { seq } = await host.event(({ action }) => action.kind === 'pass');
  const told = Promise.all([host.closed(), ana.closed()]);
  expect(await first.stop()).toBe(0);
  expect((await told).map((end) => end.code)).toEqual([1012, 1012]);

  const second = await startServer({ args: [...QUIET, '--data', data] });
  onTestFinished(() => void second.stop());
  const [host2, ana2] = [await client(second.socketUrl), await client(second.socketUrl)];
  expect(await host2.hosts(room, secret, seq)).not.toHaveProperty('snapshot');
  await ana2.enters({ ...identity, room });
  await ana2.acts({ kind: 'raise-hand' });
  const { seq: next } = await host2.event(({ action }) => action.kind === 'raise-hand');
  expect(next).toBe(seq + 1);
  expect((await (await client(second.socketUrl)).hosts(room, secret)).snapshot).toMatchObject({
    participants: [{ name: 'Ana', passed: [{ exercise: EXERCISE }] }],
  });
});

test('a server that is killed loses nothing that it has answered', async () => {
  const data = mkdtempSync(join(tmpdir(), 'room-kill-'));
  onTestFinished(() => rmSync(data, { recursive: true }));
  const first = await startServer({ args: [...QUIET, '--data', data] });
  const { room, secret, code } = await openRoom(first.socketUrl);
  const ana = await client(first.socketUrl);
  await ana.joins(code, 'Ana');
  await ana.acts({ kind: 'raise-hand' });
  await first.stop('SIGKILL');
  const second = await startServer({ args: [...QUIET, '--data', data] });
  onTestFinished(() => void second.stop());
  const { snapshot } = await (await client(second.socketUrl)).hosts(room, secret);
  expect(snapshot?.participants[0]?.handAtMs).toBeDefined();
});

test('a frame that is not JSON closes the socket with 4400', async () => {
  const one = await client();
  const closed = one.closed();
  one.socket.send('hello');
  expect((await closed).code).toBe(4400);
});

test('a command that cannot be read is refused by its id', async () => {
  const one = await client();
  expect(await one.asks({ type: 'act', action: { kind: 'raise-hand', extra: 1 } })).toMatchObject({
    fault: { name: 'not-a-message' },
  });
});

test('an action before the socket has said which room it is about is refused', async () => {
  expect(await (await client()).acts({ kind: 'raise-hand' })).toMatchObject({ fault: { name: 'not-in-room' } });
});

test('a socket that never says which room it is about is closed with 4408', async () => {
  const impatient = await startServer({ args: [...QUIET, '--room-attach-ms', '100'] });
  onTestFinished(() => void impatient.stop());
  const one = await client(impatient.socketUrl);
  expect(await one.closed()).toEqual({ code: 4408, reason: 'The socket named no room' });
});

test('one person has the room open in so many pages, and the first makes place', async () => {
  const strict = await startServer({ args: [...QUIET, '--max-room-sockets', '1'] });
  onTestFinished(() => void strict.stop());
  const { room, code } = await openRoom(strict.socketUrl);
  const ana = await client(strict.socketUrl);
  const identity = await ana.joins(code, 'Ana');
  const closed = ana.closed();
  await (await client(strict.socketUrl)).enters({ ...identity, room });
  expect((await closed).code).toBe(4409);
});

test('a plain request is told that the address speaks WebSocket', async () => {
  const response = await fetch(`${server.url}/api/rooms`);
  expect(response.status).toBe(426);
});
