import { afterAll, expect, test } from 'vitest';
import { LIMITS, type Limits } from '#limits';
import { probeIsolation } from '#server/sandbox/isolation/isolation.ts';
import {
  bubblewrapLauncher,
  permissionLauncher,
  plainLauncher,
  type Launcher,
} from '#server/sandbox/isolation/launchers.ts';
import { type Guest, type GuestEnd, type GuestMessage } from '#server/sandbox/sandbox.ts';
import { TypeScriptSandbox } from '#server/sandbox/typescript/typescript-sandbox.ts';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';
import { handler, TestProgram } from '#tests/helpers/typescript-guest.ts';

const ECHO = handler(
  `await websocket.accept(); for await (const text of websocket.iterText()) await websocket.sendText(text);`,
);
/** One native call of minutes, in the turn that opens the connection. */
const STUCK = handler(`await websocket.accept(); 'a'.repeat(8e5).indexOf('a'.repeat(4e5) + 'b');`);

const sandboxes: TypeScriptSandbox[] = [];
afterAll(() => Promise.all(sandboxes.map((sandbox) => sandbox.close())));

async function start(options: {
  runners: number;
  channels: number;
  launcher?: Launcher;
  limits?: Partial<Limits>;
}): Promise<TypeScriptSandbox> {
  const { launcher, limits, ...rest } = options;
  const isolation = await probeIsolation(launcher && [launcher]);
  const sandbox = new TypeScriptSandbox({ ...rest, warmWorkers: 2, limits: { ...LIMITS, ...limits }, isolation });
  sandboxes.push(sandbox);
  await sandbox.ready();
  return sandbox;
}

/** Sends texts one after the other, and expects each back before the next. */
async function echoes(run: TestProgram, texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    run.give({ type: 'websocket.receive', text });
    await run.next('send', ({ message }) => message['text'] === text);
  }
}

const LAUNCHERS: [title: string, launcher: Launcher | undefined][] = [
  ['bubblewrap with a system-call filter', bubblewrapLauncher(true)],
  ['bubblewrap', bubblewrapLauncher(false)],
  ['the permission model', permissionLauncher()],
  ['a plain process', plainLauncher()],
];

test.each(LAUNCHERS.filter(([, launcher]) => launcher !== undefined))(
  'under %s a guest is reached by a channel of its own',
  async (_title, launcher) => {
    const sandbox = await start({ runners: 1, channels: 8, launcher: launcher! });
    for (let round = 0; round < 2; round += 1) {
      const run = await new TestProgram(sandbox, ECHO).open();
      await echoes(run, ['one', '€'.repeat(30_000), 'three']);
      expect(await run.stop()).toEqual({ kind: 'stopped' });
    }
  },
  30_000,
);

/** What each worker that is ended costs its runner: a channel. */
const ENDS_ITS_WORKER = handler(`await websocket.accept(); for (;;) {}`);

test('a runner whose channels are used up keeps its guests and gets no more, and is replaced when they are gone', async () => {
  const sandbox = await start({ runners: 1, channels: 8 });
  const [worn] = sandbox.runnerPids;
  const first = await new TestProgram(sandbox, ECHO).open();
  const isReplaced = async (): Promise<boolean> => {
    const run = await new TestProgram(sandbox, ENDS_ITS_WORKER).open();
    expect(await run.ended).toMatchObject({ kind: 'limit' });
    return sandbox.runnerPids.length > 1;
  };
  await expect.poll(isReplaced).toBe(true);
  await echoes(first, ['still served']);
  const second = await new TestProgram(sandbox, ECHO).open();
  await echoes(second, ['by the other']);
  expect(await first.stop()).toEqual({ kind: 'stopped' });
  const third = await new TestProgram(sandbox, ECHO).open();
  await expect.poll(() => sandbox.runnerPids.includes(worn!)).toBe(false);
  await echoes(second, ['and still']);
  for (const run of [second, third]) expect(await run.stop()).toEqual({ kind: 'stopped' });
}, 30_000);

test('a crowd that ends one worker after the other leaves nobody waiting for one', async () => {
  const sandbox = await start({ runners: 1, channels: 16 });
  const crowd = Array.from({ length: 16 }, () => new TestProgram(sandbox, 'for (;;) {}'));
  const last = await new TestProgram(sandbox, ECHO).open();
  await echoes(last, ['served']);
  for (const one of crowd) expect(await one.ended).toMatchObject({ kind: 'limit' });
  await last.stop();
}, 30_000);

interface Opened {
  guest: Guest;
  ended: Promise<GuestEnd>;
}

/** A guest whose connection is open, and who has nothing answered. */
function open(sandbox: TypeScriptSandbox, code: string): Promise<Opened> {
  return new Promise((resolve) => {
    const ended = Promise.withResolvers<GuestEnd>();
    const guest = sandbox.start(code, {
      onMessage(message: GuestMessage) {
        if (message.type !== 'ready') return;
        guest.deliver({ type: 'open', connection: 1, scope: scopeOf(), closeReturns: true });
        resolve({ guest, ended: ended.promise });
      },
      onIdle: () => {},
      onEnd: (end) => ended.resolve(end),
    });
  });
}

const MEGABYTE = 'x'.repeat(1024 * 1024);

test('a guest that does not read holds up nobody', async () => {
  const sandbox = await start({ runners: 1, channels: 8 });
  const bystander = await new TestProgram(sandbox, ECHO).open();
  const stuck = await open(sandbox, STUCK);
  for (let call = 1; call <= 4; call += 1)
    stuck.guest.deliver({ type: 'received', call, message: { type: 'websocket.receive', text: MEGABYTE } });
  await echoes(bystander, ['a', 'b', MEGABYTE.slice(0, 500_000), 'c']);
  expect(await stuck.ended).toEqual({ kind: 'limit', limit: 'turnKillMs' });

  const next = await new TestProgram(sandbox, ECHO).open();
  await echoes(next, ['the next']);
  await next.stop();
  await bystander.stop();
});

test('a client that dials behind the largest message of another is let in', async () => {
  const maxMessageBytes = MEGABYTE.length;
  const sandbox = await start({ runners: 1, channels: 8, limits: { maxMessageBytes } });
  const body = `await websocket.accept(); await websocket.sendText(String((await websocket.receiveText()).length));`;
  const run = await new TestProgram(sandbox, handler(body)).open();
  // JSON makes six bytes of each.
  run.give({ type: 'websocket.receive', text: '\u0001'.repeat(maxMessageBytes) });
  await run.open(2);
  await run.next('send', ({ connection, message }) => connection === 2 && message.type === 'websocket.accept');
  await run.next('send', ({ message }) => message['text'] === String(maxMessageBytes));
  await run.stop();
});

test('what waits for a guest that does not read is bounded', async () => {
  const sandbox = await start({ runners: 1, channels: 8, limits: { maxMessageBytes: 1024 * 1024 } });
  const bystander = await new TestProgram(sandbox, ECHO).open();
  const stuck = await open(sandbox, STUCK);
  for (let call = 1; call <= 20; call += 1)
    stuck.guest.deliver({ type: 'received', call, message: { type: 'websocket.receive', text: MEGABYTE } });
  expect(await stuck.ended).toEqual({ kind: 'crashed', detail: 'the guest does not read what it is sent' });
  await echoes(bystander, ['a', 'b']);
  await bystander.stop();
});
