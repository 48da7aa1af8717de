import { expect, test } from 'vitest';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';
import { BODY_LINE, handler, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox();

test('a send without await that raises is told with its line, for its connection', async () => {
  const run = await program(
    handler(`await websocket.accept();
await websocket.close();
websocket.sendText('late');
await websocket.receive();`),
  ).open(3, scopeOf());
  const report = await run.next('console');
  expect(report).toMatchObject({ level: 'error', connection: 3, line: BODY_LINE + 2 });
  expect(report.text).toMatch(/^Unhandled rejection: WebSocketDisconnected: .+\n {4}at .*handler\.ts:6:/);
  await run.stop();
});

test('a refusal by the server of a send without await is told too', async () => {
  const run = program(handler(`await websocket.accept(); websocket.sendText('gone'); await websocket.receive();`));
  run.refusals['websocket.send'] = { type: 'OSError', message: '', isOsError: true };
  await run.open();
  expect(await run.next('console')).toMatchObject({ level: 'error', connection: 1, line: BODY_LINE });
  await run.stop();
});

test('a rejection that is handled in the same turn is not told', async () => {
  const run = await program(
    handler(`const failed = Promise.reject(new Error('caught'));
const later = Promise.reject(new Error('caught later'));
await Promise.allSettled([failed]);
await undefined;
later.catch(() => {});
await websocket.accept();`),
  ).open();
  expect(await run.outcome()).toBeUndefined();
  expect(run.logged()).toEqual([]);
  await run.stop();
});

test('a handler that raises is told as an exception only', async () => {
  const run = await program(handler(`await websocket.accept(); throw new Error('raised');`)).open();
  expect(await run.outcome()).toMatchObject({ message: 'raised' });
  expect(run.logged()).toEqual([]);
  await run.stop();
});

test('a thousand rejections in a turn make a few reports, each of bounded length', async () => {
  const run = await program(
    handler(`for (let i = 0; i < 1000; i += 1) Promise.reject(new Error('x'.repeat(10_000)));
await websocket.accept();`),
  ).open();
  expect(await run.outcome()).toBeUndefined();
  // They are told when the turn is over, which is after the handler has returned.
  await run.stop();
  expect(run.logged()).toHaveLength(8);
  expect(Math.max(...run.logged().map((text) => text.length))).toBe(4096);
});

test('an engine that is used again reports for its new program, and nothing of the old one', async () => {
  for (const text of ['first', 'second', 'third', 'fourth']) {
    const run = await program(handler(`Promise.reject(new Error('${text}')); await websocket.accept();`)).open();
    expect(await run.outcome()).toBeUndefined();
    expect(run.logged()).toEqual([expect.stringContaining(`Unhandled rejection: Error: ${text}`)]);
    await run.stop();
  }
});
