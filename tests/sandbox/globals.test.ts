import { expect, test } from 'vitest';
import { BODY_LINE, handler, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox();

async function logOf(body: string): Promise<string[]> {
  const run = await program(handler(body)).open();
  expect(await run.outcome()).toBeUndefined();
  await run.stop();
  return run.logged();
}

test('console writes its level, its line and its arguments as text', async () => {
  const run = await program(
    handler(`console.log('a', 1, -0, null, undefined, 2n, Symbol('s'), [1, [2, [3, [4]]]], { k: 'v' });
console.warn(new TypeError('t'), new Map([['a', 1]]), new Set([1]), () => 1, class A {}, new (class B { x = 1 })());
const cycle: Record<string, unknown> = {}; cycle.self = cycle; console.error(cycle);
console.debug({ get bad() { throw new Error('x'); } });
console.info(/x/g, new Date(0));`),
  ).open();
  await run.outcome();
  expect(
    run.messages.filter((message) => message.type === 'console').map(({ level, line, text }) => [level, line, text]),
  ).toEqual([
    ['log', BODY_LINE, 'a 1 -0 null undefined 2n Symbol(s) [ 1, [ 2, [ 3, […] ] ] ] { k: "v" }'],
    ['warn', BODY_LINE + 1, 'TypeError: t Map(1) { "a" => 1 } Set(1) { 1 } [function] [function A] B { x: 1 }'],
    ['error', BODY_LINE + 2, '{ self: [circular] }'],
    ['debug', BODY_LINE + 3, '[value that throws when it is read]'],
    ['info', BODY_LINE + 4, '/x/g Thu Jan 01 1970 00:00:00 GMT+0000'],
  ]);
  await run.stop();
});

test('timers run in order, stop when they are cleared, and take arguments', async () => {
  const body = `const log: string[] = [];
const cancelled = setTimeout(() => log.push('never'), 5);
clearTimeout(cancelled);
setTimeout((name: string) => log.push(name), 20, 'late');
setTimeout(() => log.push('soon'));
queueMicrotask(() => log.push('microtask'));
let ticks = 0;
await new Promise<void>((resolve) => {
  const id = setInterval(() => { ticks += 1; if (ticks === 3) { clearInterval(id); resolve(); } }, 15);
});
await sleep(0.02);
console.log(log.join(), ticks);`;
  expect(await logOf(body)).toEqual(['microtask,soon,late 3']);
});

test('an exception in a timer is logged with its line and ends nothing', async () => {
  const body = `setTimeout(() => { throw new Error('late'); });
await sleep(0.03);
console.log('still here');`;
  const [first, second] = await logOf(body);
  expect(first).toBe(`Uncaught Error: late\n    at <anonymous> (handler.ts:${BODY_LINE}:30)`);
  expect(second).toBe('still here');
});

test('the web platform parts that handlers use are there', async () => {
  const body = `const url = new URL('/a?b=c#d', 'http://example.com:81/');
console.log(url.host, url.searchParams.get('b'), [...new URLSearchParams([['y', '1']])].join(), new URLSearchParams({ x: 'é' }).toString(), URL.canParse('nope'));
url.searchParams.set('b', '1 2'); url.searchParams.append('n', 'ä'); console.log(url.href);
console.log(new TextDecoder().decode(new TextEncoder().encode('é😀')), atob(btoa('hi')), structuredClone(new Map([[1, { a: [2] }]])));
console.log(typeof crypto, typeof fetch, typeof process, typeof require, typeof hostPost);`;
  expect(
    await logOf(body.replace('typeof hostPost', `typeof (globalThis as { hostPost?: unknown }).hostPost`)),
  ).toEqual([
    'example.com:81 c y,1 x=%C3%A9 false',
    'http://example.com:81/a?b=1+2&n=%C3%A4#d',
    'é😀 hi Map(1) { 1 => { a: [ 2 ] } }',
    'undefined undefined undefined undefined undefined',
  ]);
});

test('each program draws random numbers of its own', async () => {
  const body = `console.log(Math.random(), Math.random());`;
  const draws = [await logOf(body), await logOf(body), await logOf(body)].flat();
  expect(new Set(draws.flatMap((text) => text.split(' '))).size).toBe(6);
  for (const draw of draws) expect(Number(draw.split(' ')[0])).toBeLessThan(1);
});

test('the clock is the machine’s', async () => {
  const before = Date.now();
  const [text] = await logOf(`console.log(Date.now());`);
  expect(Number(text)).toBeGreaterThanOrEqual(before);
  expect(Number(text)).toBeLessThanOrEqual(Date.now());
});

test('nothing of one program is left for the next, which may get the same engine', async () => {
  await logOf(
    `(globalThis as { left?: string }).left = 'over'; Object.prototype.toString = () => 'polluted'; app.websocket('/extra', () => {});`,
  );
  for (let round = 0; round < 6; round += 1) {
    const run = await program(
      handler(`console.log(String((globalThis as { left?: string }).left), String({}));`),
    ).open();
    await run.outcome();
    expect(run.logged()).toEqual(['undefined [object Object]']);
    expect((await run.next('ready')).routes).toEqual(['/']);
    await run.stop();
  }
});
