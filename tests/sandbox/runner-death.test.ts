import { expect, test } from 'vitest';
import { LIMITS } from '#limits';
import { probeIsolation } from '#server/sandbox/isolation/isolation.ts';
import { TypeScriptSandbox } from '#server/sandbox/typescript/typescript-sandbox.ts';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';
import { handler, TestProgram, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const use = useTypeScriptSandbox({ runners: 2 });

const ECHO = handler(
  `await websocket.accept(); for await (const text of websocket.iterText()) await websocket.sendText(text);`,
);

test('a runner that is killed takes only its own guests, and is replaced', async () => {
  const runs = [use.program(ECHO), use.program(ECHO)];
  for (const run of runs) await (await run.open()).next('send');
  const [victimPid, survivorPid] = use.sandbox.runnerPids;
  process.kill(victimPid!, 'SIGKILL');
  const [first, second] = runs as [(typeof runs)[0], (typeof runs)[0]];
  expect(await first.ended).toEqual({ kind: 'crashed', detail: 'the runner process exited' });

  second.give({ type: 'websocket.receive', text: 'still here' });
  await second.next('send', (message) => message.message['text'] === 'still here');
  await expect.poll(() => use.sandbox.runnerPids).toHaveLength(2);
  expect(use.sandbox.runnerPids).toContain(survivorPid);
  expect(use.sandbox.runnerPids).not.toContain(victimPid);

  const third = await use.program(ECHO).open();
  await third.next('send');
  await third.stop();
  await second.stop();
});

test('a guest that starts while others are told of the death of their runner starts in another', async () => {
  const { promise, resolve } = Promise.withResolvers<string>();
  const sandbox = new TypeScriptSandbox({ limits: LIMITS, isolation: await probeIsolation(), runners: 1 });
  await sandbox.ready();
  const next = () =>
    sandbox.start(ECHO, {
      onMessage: ({ type }) => resolve(type),
      onIdle: () => {},
      onEnd: ({ kind }) => resolve(kind),
    });
  sandbox.start(ECHO, {
    onMessage: () => process.kill(sandbox.runnerPids[0]!, 'SIGKILL'),
    onIdle: () => {},
    onEnd: next,
  });
  expect(await promise).toBe('ready');
  await sandbox.close();
});

test('stop ends a guest once, and nothing follows', async () => {
  const run = await use
    .program(handler(`await websocket.accept(); for (;;) { console.log('tick'); await sleep(0.004); }`))
    .open();
  await run.next('console');
  expect(await run.stop()).toEqual({ kind: 'stopped' });
  const count = run.messages.length;
  const other = await use.program(ECHO).open();
  await other.next('send');
  await other.stop();
  expect(run.messages).toHaveLength(count);
});

test('a guest that is stopped before it is compiled ends as stopped', async () => {
  expect(await use.program(`// ${Math.random()}\n${ECHO}`).stop()).toEqual({ kind: 'stopped' });
});

test('a guest is busy from a delivery until what it caused has been told', async () => {
  const told: string[] = [];
  const idle = await new Promise<string[]>((resolve) => {
    const guest = use.sandbox.start(ECHO, {
      onMessage(message) {
        told.push(message.type);
        if (message.type !== 'ready') return;
        guest.deliver({ type: 'open', connection: 1, scope: scopeOf(), closeReturns: true });
        told.push(`busy ${guest.busy}`);
      },
      onIdle: () => {
        told.push(`busy ${guest.busy}`);
        guest.stop();
      },
      onEnd: () => resolve(told),
    });
  });
  expect(idle).toEqual(['ready', 'busy true', 'receive', 'state', 'state', 'send', 'receive', 'busy false']);
});

test('a guest ends as stopped when the sandbox closes', async () => {
  const isolation = await probeIsolation();
  const closing = new TypeScriptSandbox({ limits: LIMITS, isolation, runners: 1, warmWorkers: 1 });
  await closing.ready();
  const run = await new TestProgram(closing, ECHO).open();
  await run.next('send');
  await closing.close();
  expect(await run.ended).toEqual({ kind: 'stopped' });
});
