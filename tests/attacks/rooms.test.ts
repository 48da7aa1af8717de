import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { JOIN_CODE_ALPHABET } from '#protocol/join-code.ts';
import { RoomClient } from '#tests/helpers/room-client.ts';
import { startServer, type RunningServer } from '#tests/helpers/server.ts';

/** Somebody on the same network who wants into a room, or to be somebody else in it. */

const EXERCISE = 'read-a-refusal/one';
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({
    args: ['--log-level', 'silent', '--python-image', 'none', '--rooms-per-minute', '100'],
    env: { ROOM_ATTEMPTS_PER_MINUTE: '5' },
  });
});

afterAll(() => server.stop());

async function client(): Promise<RoomClient> {
  const one = await RoomClient.connect(server.socketUrl);
  onTestFinished(() => one[Symbol.asyncDispose]());
  return one;
}

async function openRoom() {
  const host = await client();
  const { room, secret } = await host.opensRoom();
  const { code } = await host.hosts(room, secret);
  return { host, room, secret, code };
}

test('a facilitator\u2019s action needs the facilitator\u2019s secret', async () => {
  const { host, code } = await openRoom();
  const mallory = await client();
  const { participant } = await mallory.joins(code, 'Mallory');
  for (const action of [
    { kind: 'end-room' },
    { kind: 'remove', participant },
    { kind: 'send-note', text: 'I am the facilitator' },
    { kind: 'ask-for-code', participant },
    { kind: 'release-solution', exercise: EXERCISE },
    { kind: 'point-room', exercise: EXERCISE },
    { kind: 'lock-room' },
  ])
    expect(await mallory.acts(action)).toMatchObject({ type: 'refused', fault: { name: 'not-allowed-in-room' } });
  await mallory.acts({ kind: 'raise-hand' });
  await host.event(({ action }) => action.kind === 'raise-hand');
  expect(host.events.map(({ action }) => action.kind)).toEqual(['join', 'raise-hand']);
});

test('what only the server does cannot be sent', async () => {
  const { code } = await openRoom();
  const mallory = await client();
  await mallory.joins(code, 'Mallory');
  for (const action of [
    { kind: 'join', participant: 9, name: 'Ghost' },
    { kind: 'open-room', title: 'x' },
    { kind: 'raise-hand', by: 1 },
    { kind: '__proto__' },
    { kind: 'constructor' },
  ])
    expect(await mallory.acts(action)).toMatchObject({ fault: { name: 'not-a-message' } });
});

test('another participant\u2019s stream needs their token, and nobody is told it', async () => {
  const { host, room, code } = await openRoom();
  const [ana, mallory] = [await client(), await client()];
  const identity = await ana.joins(code, 'Ana');
  const own = await mallory.joins(code, 'Mallory');
  await host.acts({ kind: 'send-note', text: 'For Ana alone', participant: identity.participant });
  await ana.view(({ notes }) => notes.length > 0);
  const stolen = { type: 'enter-room', room, participant: identity.participant, token: own.token };
  expect(await mallory.asks(stolen)).toMatchObject({ fault: { name: 'wrong-secret' } });
  const heard = JSON.stringify([...mallory.received, ...host.received]);
  expect(heard).not.toContain(identity.token);
  expect(JSON.stringify(mallory.received)).not.toContain('For Ana alone');
});

test('a participant\u2019s token opens no facilitator\u2019s board', async () => {
  const { room, code } = await openRoom();
  const mallory = await client();
  const { token } = await mallory.joins(code, 'Mallory');
  expect(await mallory.asks({ type: 'host-room', room, secret: token })).toMatchObject({
    fault: { name: 'wrong-secret' },
  });
});

test('hostile names and reasons reach the board as plain text in one line, and nobody else', async () => {
  const { host, room, secret, code } = await openRoom();
  const [mallory, ana, board] = [await client(), await client(), await client()];
  await mallory.joins(code, `<img src=x onerror=alert(1)>\u202e\u0000\n${'Z'.padEnd(60, '\u0310')}`);
  await mallory.acts({ kind: 'see-close', exercise: EXERCISE, code: 4000, reason: '</script>\u2066\u0007\r\nx' });
  await host.event(({ action }) => action.kind === 'see-close');
  const [participant] = (await board.hosts(room, secret)).snapshot?.participants ?? [];
  expect(participant?.name).toBe('<img src=x onerror=alert(1)> Z\u0310…');
  expect(participant?.saw?.reason).toBe('</script>\ufffd\ufffd x');
  await ana.joins(code, 'Ana');
  await ana.view(({ people }) => people === 2);
  expect(JSON.stringify(ana.received)).not.toMatch(/onerror|script/);
});

test('a page of another site opens no socket', async () => {
  const foreign = new RoomClient(server.socketUrl, { origin: 'http://evil.example' });
  const refusal = await new Promise((resolve) => {
    foreign.socket.on('error', () => {});
    foreign.socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
  });
  expect(refusal).toBe(403);
});

test('a page that re-pointed its own name to this address opens no socket', async () => {
  const rebound = new RoomClient(server.socketUrl, { host: 'evil.example', origin: 'http://evil.example' });
  const refusal = await new Promise((resolve) => {
    rebound.socket.on('error', () => {});
    rebound.socket.on('unexpected-response', (_, response) => resolve(response.statusCode));
  });
  expect(refusal).toBe(421);
});

test('a flood of actions is slowed down, and the others go on', async () => {
  const { host, code } = await openRoom();
  const [mallory, ana] = [await client(), await client()];
  await mallory.joins(code, 'Mallory');
  await ana.joins(code, 'Ana');
  const answers = await Promise.all(Array.from({ length: 800 }, () => mallory.acts({ kind: 'raise-hand' })));
  expect(answers.some((answer) => answer.type === 'refused' && answer.fault.name === 'slow-down')).toBe(true);
  expect(await ana.acts({ kind: 'raise-hand' })).toMatchObject({ type: 'acted' });
  await host.event(({ by, action }) => by === 2 && action.kind === 'raise-hand');
});

// Last: from here on this address may try nothing for a minute.
test('guessing codes stops after a few, also for the right one', async () => {
  const { code } = await openRoom();
  const mallory = await client();
  const guess = (first: string): string => first + code.slice(1);
  const wrong = [...JOIN_CODE_ALPHABET].filter((character) => character !== code[0]).map(guess);
  const token = 'x'.repeat(22);
  const names: string[] = [];
  for (const guessed of [...wrong, code]) {
    const answer = await mallory.asks({ type: 'join-room', code: guessed, name: 'Mallory', token });
    names.push(answer.type === 'refused' ? answer.fault.name : answer.type);
  }
  expect(new Set(names)).toEqual(new Set(['room-not-found', 'too-many-attempts']));
  expect(names.at(-1)).toBe('too-many-attempts');
  expect(names.filter((name) => name === 'room-not-found').length).toBeLessThanOrEqual(5);
});
