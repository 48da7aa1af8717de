/** How an attack may end: a limit by name, an exception of the handler, or nothing at all. */
export type Outcome = string;

export interface HostileHandler {
  name: string;
  /** The body of a handler; `websocket` and the library's names are in scope. */
  body?: string;
  /** Or a whole program. */
  program?: string;
  /** Any of these is containment; timing decides between some of them. */
  ends: Outcome[];
}

const CPU = ['limit turnCpuMs', 'limit turnKillMs'];
const MEMORY = ['limit guestMemoryBytes', 'raised InternalError: out of memory', 'raised RangeError'];
const STACK = ['raised RangeError', 'raised InternalError', 'limit guestStackBytes'];
const OUTBOX = ['limit maxTurnMessages', 'limit maxTurnBytes', ...CPU];
const HARMLESS = ['returned'];

const ACCEPT_AND_CLOSE = `await websocket.accept(); await websocket.close(4004, 'done');`;

export const HOSTILE_HANDLERS: HostileHandler[] = [
  { name: 'a well-behaved handler', body: ACCEPT_AND_CLOSE, ends: HARMLESS },

  // Time.
  { name: 'an endless loop', body: `for (;;) {}`, ends: CPU },
  {
    name: 'an endless loop that catches its interruption',
    body: `for (;;) { try { for (;;) {} } catch {} finally { for (;;) {} } }`,
    ends: CPU,
  },
  { name: 'an endless loop while the program is loaded', program: `for (;;) {}`, ends: CPU },
  { name: 'awaiting for ever, one microtask at a time', body: `for (;;) await undefined;`, ends: CPU },
  {
    name: 'jobs that breed jobs',
    body: `const breed = () => { Promise.resolve().then(breed); Promise.resolve().then(breed); }; breed(); await new Promise(() => {});`,
    ends: [...CPU, ...MEMORY],
  },
  {
    name: 'a thenable that never settles its own thenables',
    body: `const endless = { then(resolve: (value: unknown) => void) { resolve(endless); } }; await (endless as never);`,
    ends: CPU,
  },
  {
    name: 'an endless generator',
    body: `function* count() { for (let i = 0; ; i += 1) yield i; } for (const _ of count()) {}`,
    ends: CPU,
  },
  {
    name: 'an async generator that never yields control',
    body: `async function* count() { for (;;) yield 1; } for await (const _ of count()) {}`,
    ends: CPU,
  },
  {
    name: 'a generator that refuses to return',
    body: `function* stubborn() { for (;;) { try { yield 1; } finally { continue; } } } for (const _ of stubborn()) break;`,
    ends: [...HARMLESS, ...CPU],
  },
  { name: 'catastrophic backtracking', body: `/^(\\w+\\s?)*$/.test('aaaa '.repeat(12) + '!');`, ends: CPU },
  {
    name: 'quadratic indexOf',
    body: `const text = 'a'.repeat(1_000_000) + 'b'; for (;;) text.indexOf('a'.repeat(500_000) + 'c');`,
    ends: CPU,
  },
  {
    name: 'sorting again and again',
    body: `const items = Array.from({ length: 200_000 }, () => Math.random()); for (;;) items.sort();`,
    ends: [...CPU, ...MEMORY],
  },
  { name: 'joining thirty million holes', body: `new Array(30_000_000).join('ab').length;`, ends: [...CPU, ...MEMORY] },
  {
    name: 'a proxy with a million keys',
    body: `Object.keys(new Proxy({}, { ownKeys: () => Array.from({ length: 1_000_000 }, (_, i) => 'k' + i) }));`,
    ends: [...CPU, ...MEMORY],
  },
  { name: 'squaring a BigInt', body: `let n = 7n; for (;;) n *= n;`, ends: [...CPU, ...MEMORY] },
  { name: 'a huge BigInt power', body: `(7n ** 300_000n) ** 40n;`, ends: [...CPU, ...MEMORY, ...HARMLESS] },
  { name: 'printing a huge BigInt', body: `(1n << 5_000_000n).toString();`, ends: [...CPU, ...MEMORY, ...HARMLESS] },
  {
    name: 'waiting on shared memory',
    body: `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);`,
    ends: ['raised ReferenceError', 'raised TypeError', ...CPU],
  },
  {
    name: 'a chain of zero timers',
    body: `let n = 0; const again = () => { n += 1; for (let i = 0; i < 500_000; i += 1) n += i; setTimeout(again, 0); }; again(); await new Promise(() => {});`,
    ends: ['limit runCpuMs', ...CPU],
  },

  {
    name: 'rejections whose reasons loop while they are told',
    body: `Promise.reject({ get name() { for (;;) {} } }); await new Promise(() => {});`,
    ends: CPU,
  },
  {
    name: 'rejections amid replaced prototypes',
    body: `Map.prototype.set = Map.prototype.forEach = () => { throw 1; }; Object.defineProperty(Map.prototype, 'size', { get() { for (;;) {} } });
for (let i = 0; i < 100; i += 1) Promise.reject(new Proxy({}, { get() { throw 2; } })); await websocket.accept();`,
    ends: HARMLESS,
  },
  {
    name: 'a report of a rejection that rejects again',
    body: `const again = () => ({ get name() { Promise.reject(again()); return 'x'; } }); Promise.reject(again()); await websocket.accept();`,
    ends: HARMLESS,
  },

  // Memory.
  {
    name: 'a string that doubles',
    body: `let text = 'x'; for (;;) text += text;`,
    ends: ['raised InternalError: string too long', ...MEMORY, ...CPU],
  },
  {
    name: 'strings of a megabyte',
    body: `const kept: string[] = []; for (;;) kept.push('x'.repeat(1 << 20) + kept.length);`,
    ends: [...MEMORY, ...CPU],
  },
  {
    name: 'objects without end',
    body: `const kept: unknown[] = []; for (;;) kept.push({ index: kept.length });`,
    ends: [...MEMORY, ...CPU],
  },
  {
    name: 'objects without end, in a job',
    body: `await undefined; const kept: unknown[] = []; for (;;) kept.push({ key: 'value' });`,
    ends: [...MEMORY, ...CPU],
  },
  {
    name: 'two hundred thousand objects that stay',
    body: `const kept: unknown[] = []; for (let i = 0; i < 200_000; i += 1) kept.push({ i }); (globalThis as any).kept = kept; ${ACCEPT_AND_CLOSE}`,
    ends: [...HARMLESS, ...MEMORY, ...CPU],
  },
  {
    name: 'going on after memory ran out',
    body: `const kept: string[] = []; (globalThis as any).kept = kept; try { for (let i = 0; ; i += 1) kept.push('x'.repeat(1000) + i); } catch {} ${ACCEPT_AND_CLOSE}`,
    ends: [...HARMLESS, ...MEMORY, ...CPU, 'raised TypeError'],
  },
  {
    name: 'array buffers of 16 MiB',
    body: `const kept: ArrayBuffer[] = []; for (;;) kept.push(new ArrayBuffer(1 << 24));`,
    ends: MEMORY,
  },
  {
    name: 'resizable buffers at their largest',
    body: `const kept: ArrayBuffer[] = []; for (;;) { const buffer = new ArrayBuffer(8, { maxByteLength: 1 << 24 }); buffer.resize(1 << 24); kept.push(buffer); }`,
    ends: MEMORY,
  },
  { name: 'filling an array of four billion', body: `new Array(4_000_000_000).fill(1);`, ends: [...MEMORY, ...CPU] },
  { name: 'Array.from of a billion', body: `Array.from({ length: 1_000_000_000 });`, ends: [...MEMORY, ...CPU] },
  { name: 'splitting a string of three million', body: `'x'.repeat(3_000_000).split('');`, ends: [...MEMORY, ...CPU] },
  {
    name: 'a finalizer that allocates',
    body: `const registry = new FinalizationRegistry(() => { for (;;) new ArrayBuffer(1 << 20); }); for (let i = 0; i < 1e5; i += 1) registry.register({}, i); ${ACCEPT_AND_CLOSE}`,
    ends: [...HARMLESS, ...MEMORY, ...CPU],
  },

  // Depth.
  { name: 'recursion', body: `const down = (): number => down() + 1; down();`, ends: STACK },
  {
    name: 'recursion through a proxy chain',
    body: `let target: any = {}; for (let i = 0; i < 30_000; i += 1) target = new Proxy(target, {}); target.x;`,
    ends: [...STACK, ...HARMLESS],
  },
  {
    name: 'recursion in toString',
    body: `const loop = { toString(): string { return '' + loop; } }; '' + loop;`,
    ends: STACK,
  },
  {
    name: 'recursion in toJSON',
    body: `const loop: any = { toJSON: () => JSON.stringify(loop) }; await websocket.accept(); await websocket.sendJson(loop);`,
    ends: STACK,
  },
  {
    name: 'JSON of two hundred thousand brackets',
    body: `JSON.parse('['.repeat(200_000));`,
    ends: [...STACK, 'raised SyntaxError'],
  },
  {
    name: 'stringifying two hundred thousand levels',
    body: `let deep: unknown = []; for (let i = 0; i < 200_000; i += 1) deep = [deep]; JSON.stringify(deep);`,
    ends: [...STACK, ...CPU],
  },
  {
    name: 'sending two thousand levels',
    body: `let deep: unknown = []; for (let i = 0; i < 2_000; i += 1) deep = [deep]; await websocket.accept(); await websocket.send({ type: 'websocket.send', deep });`,
    ends: ['raised RangeError'],
  },
  {
    name: 'a regular expression of fifty thousand groups',
    body: `new RegExp('('.repeat(50_000) + ')'.repeat(50_000));`,
    ends: [...STACK, 'raised SyntaxError', ...MEMORY],
  },
  {
    name: 'eval of two hundred thousand brackets',
    body: `(0, eval)('('.repeat(200_000));`,
    ends: [...STACK, 'raised SyntaxError'],
  },
  {
    name: 'eval of nested arrays',
    body: `(0, eval)('['.repeat(20_000) + ']'.repeat(20_000));`,
    ends: [...STACK, 'raised SyntaxError', ...HARMLESS],
  },

  // Floods.
  { name: 'a flood of log lines', body: `for (;;) console.log('x'.repeat(100));`, ends: OUTBOX },
  {
    name: 'a log line of twenty million characters',
    body: `console.log('x'.repeat(20_000_000));`,
    ends: [...OUTBOX, ...MEMORY],
  },
  {
    name: 'log lines a turn at a time',
    body: `for (;;) { for (let i = 0; i < 20; i += 1) console.log('x'.repeat(2_000)); await sleep(0.004); }`,
    ends: ['limit maxConsoleBytes'],
  },
  {
    name: 'a flood of timers',
    body: `for (;;) setTimeout(() => {}, 0);`,
    ends: ['limit maxTimers', ...OUTBOX, ...CPU],
  },
  {
    name: 'more timers than are allowed',
    body: `for (let i = 0; i < 100; i += 1) setTimeout(() => {}, 1e9); await new Promise(() => {});`,
    ends: ['limit maxTimers'],
  },
  {
    name: 'a flood of frames that nobody awaits',
    body: `await websocket.accept(); for (;;) void websocket.sendText('x');`,
    ends: OUTBOX,
  },
  {
    name: 'a frame of two million characters',
    body: `await websocket.accept(); await websocket.sendText('x'.repeat(2_000_000));`,
    ends: OUTBOX,
  },
  {
    name: 'huge strings as every argument',
    body: `const huge = 'h'.repeat(900_000); await websocket.accept({ subprotocol: huge, headers: { [huge]: huge } });`,
    ends: OUTBOX,
  },

  // Ways out.
  {
    name: 'the constructor of a function of the host',
    body: `const found = (websocket as any).constructor.constructor('return globalThis')(); throw new Error(['process', 'require', 'Deno', 'fetch', 'hostPost', 'WebAssembly', 'Worker'].filter((name) => name in found).join() || 'nothing');`,
    ends: ['raised Error: nothing'],
  },
  {
    name: 'the caller of a getter',
    body: `const seen: unknown[] = []; Object.defineProperty(Object.prototype, 'then', { configurable: true, get() { seen.push(this); return undefined; } }); await websocket.accept(); throw new Error(seen.some((value) => typeof value === 'function' && value.name === 'hostPost') ? 'host' : 'nothing');`,
    ends: ['raised Error: nothing'],
  },
  {
    name: 'import of a module of Node',
    body: `const { readFileSync } = await import('node:fs' as string); throw new Error(typeof readFileSync);`,
    ends: ["raised Error: Cannot import 'node:fs'"],
  },
  {
    name: 'import of a file',
    body: `await import('/etc/passwd');`,
    ends: ["raised Error: Cannot import '/etc/passwd'"],
  },
  {
    name: 'import of the library’s own parts',
    body: `await import('sandbox/guest/runtime/host.ts' as string);`,
    ends: ["raised Error: Cannot import 'sandbox/guest/runtime/host.ts'"],
  },
  {
    name: 'import of a data URL',
    body: `await import('data:text/javascript,export default 1' as string);`,
    ends: ["raised Error: Cannot import 'data:"],
  },
  {
    name: 'import of an object that lies',
    body: `await import({ toString() { throw new TypeError('lie'); } } as never);`,
    ends: ['raised TypeError: lie'],
  },
  {
    name: 'import of itself',
    body: `await import('handler.ts' as string);`,
    ends: ["raised Error: Cannot import 'handler.ts'"],
  },
  {
    name: 'the stack of a refused import',
    body: `await import('x' as string).catch((error) => { throw new Error(/file:|node_modules|\\/app/.test(error.stack + error.message) ? 'leak' : 'nothing'); });`,
    ends: ['raised Error: nothing'],
  },
  {
    name: 'a stack trace hook',
    body: `(Error as any).prepareStackTrace = (_: unknown, frames: unknown) => { throw frames; }; (Error as any).stackTraceLimit = 1e9; ${ACCEPT_AND_CLOSE}`,
    ends: HARMLESS,
  },

  // The library from inside.
  {
    name: 'every prototype polluted',
    body: `(Object.prototype as any).evil = 'yes'; Array.prototype.map = () => ['evil'] as never; Array.prototype.push = () => { for (;;) {} }; JSON.stringify = () => '[0]'; JSON.parse = () => ({}) ; Promise.prototype.then = function () {} as never; (Object.prototype as any).toJSON = () => 'evil'; (Array.prototype as any).toJSON = () => 'evil'; Map.prototype.get = () => { for (;;) {} }; String.prototype.indexOf = () => { for (;;) {} }; ${ACCEPT_AND_CLOSE}`,
    ends: HARMLESS,
  },
  {
    name: 'prototypes polluted before the library is used',
    program: `Promise.prototype.then = () => { throw 1; }; Array.prototype[Symbol.iterator] = () => { throw 2; }; (Object.prototype as any).toJSON = () => 'evil'; Map.prototype.set = () => { throw 3; };\nimport { app } from 'playground';\napp.websocket('/', async (websocket) => { await websocket.accept(); await websocket.close(); });`,
    ends: [...HARMLESS, 'raised Error', 'crashed', 'rejected'],
  },
  {
    name: 'a polluted Promise constructor',
    body: `(Promise as any).prototype.constructor = function () { throw new TypeError('no'); }; (globalThis as any).Promise = null; ${ACCEPT_AND_CLOSE}`,
    ends: [...HARMLESS, 'raised TypeError'],
  },
  {
    name: 'a setter on Object.prototype that catches the library’s fields',
    body: `for (const name of ['type', 'connection', 'call', 'message', 'line', 'resolve', 'reject']) Object.defineProperty(Object.prototype, name, { configurable: true, set() { for (;;) {} }, get() { return 1; } }); ${ACCEPT_AND_CLOSE}`,
    ends: [...HARMLESS, ...CPU, 'raised TypeError'],
  },
  {
    name: 'replacing what the host calls',
    body: `(globalThis as any).deliver = (globalThis as any).hostPost = () => { for (;;) {} }; ${ACCEPT_AND_CLOSE}`,
    ends: HARMLESS,
  },
  {
    name: 'a symbol as the close code',
    body: `await websocket.accept(); await websocket.close({ code: Symbol('x') as never, reason: {} as never });`,
    ends: [...HARMLESS, 'raised TypeError'],
  },
  {
    name: 'a proxy as the close options',
    body: `await websocket.accept(); await websocket.close(new Proxy({}, { get(_, key) { if (key === 'code') for (;;) {} return undefined; } }));`,
    ends: CPU,
  },
  {
    name: 'headers that throw when they are read',
    body: `await websocket.accept({ headers: new Proxy([], { get() { throw new TypeError('headers'); } }) });`,
    ends: ['raised TypeError: headers'],
  },
  {
    name: 'a message of another type',
    body: `await websocket.accept(); await websocket.send({ type: { toString: () => 'websocket.send' } } as never);`,
    ends: ['raised TypeError'],
  },
  {
    name: 'a raw message with a forged prototype',
    program: `import { app } from 'playground';\napp.asgi('/', async (_scope, _receive, send) => { await send(JSON.parse('{"type":"websocket.close","__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}')); });`,
    ends: HARMLESS,
  },
  {
    name: 'a raw message whose type is no string',
    program: `import { app } from 'playground';\napp.asgi('/', async (_scope, _receive, send) => { await send({ type: 7 } as never); });`,
    ends: ['raised TypeError'],
  },
  {
    name: 'a line break inside every text',
    body: `await websocket.accept({ subprotocol: 'a\\nmessage 1 {"type":"returned","connection":1}\\nend 1 {"kind":"stopped"}\\n' }); await websocket.close(4000, '\\nend 1 {"kind":"stopped"}\\n');`,
    ends: HARMLESS,
  },

  // Thrown values.
  {
    name: 'throwing a proxy',
    body: `throw new Proxy({}, { get() { throw 1; }, has() { throw 2; }, getPrototypeOf() { throw 3; }, ownKeys() { throw 4; } });`,
    ends: ['raised Error'],
  },
  {
    name: 'throwing endless getters',
    body: `throw { get message() { for (;;) {} }, get stack() { for (;;) {} }, get name() { for (;;) {} } };`,
    ends: CPU,
  },
  {
    name: 'throwing a getter that throws getters',
    body: `const trap = (): unknown => ({ get message() { throw trap(); }, get name() { throw trap(); } }); throw trap();`,
    ends: ['raised Error', 'raised Object'],
  },
  { name: 'throwing a huge message', body: `throw new Error('x'.repeat(3_000_000));`, ends: OUTBOX },
  {
    name: 'rejecting while it is loaded with a proxy',
    program: `throw new Proxy({}, { get() { throw 1; } });`,
    ends: ['rejected'],
  },

  // Memory safety of the engine, as published against QuickJS in 2026.
  {
    name: 'a typed array that shrinks while it is sorted',
    body: `let calls = 0; const buffer = new ArrayBuffer(256, { maxByteLength: 4096 }); const bytes = new Uint8Array(buffer); for (let i = 0; i < bytes.length; i += 1) bytes[i] = 255 - i; bytes.sort((a, b) => { calls += 1; if (calls === 900) buffer.resize(16); return a - b; }); throw new Error('survived ' + bytes.length);`,
    ends: ['raised Error: survived 16'],
  },
  {
    name: 'a typed array whose constructor shrinks the buffer',
    body: `const buffer = new ArrayBuffer(65_536, { maxByteLength: 65_536 }); const liar = new Proxy(function () {}, { get(_, key) { if (key === 'prototype') buffer.resize(8); return Uint8Array.prototype; } }); const view = Reflect.construct(Uint32Array, [buffer, 0, 16_384], liar); let sum = 0; for (let i = 0; i < view.length; i += 1) sum += view[i] ?? 0; throw new Error('sum ' + sum);`,
    ends: ['raised Error: sum 0', 'raised RangeError', 'raised TypeError'],
  },

  // The compiler.
  { name: 'sixty-four thousand brackets for the compiler', program: '('.repeat(64_000), ends: ['rejected'] },
  { name: 'nested template types for the compiler', program: `type T = ${'`${'.repeat(5_000)}`, ends: ['rejected'] },
  {
    name: 'nested generics for the compiler',
    program: `const x: ${'A<'.repeat(20_000)}${'>'.repeat(20_000)} = 1;`,
    ends: ['rejected', 'idle'],
  },
  {
    name: 'a long chain of operators for the compiler',
    program: `const x = ${'1 + '.repeat(15_000)}1;`,
    ends: ['rejected', 'idle', ...STACK],
  },
  {
    name: 'nested arrow functions for the compiler',
    program: `const x = ${'() => '.repeat(10_000)}1;`,
    ends: ['rejected', 'idle', ...STACK],
  },
  {
    name: 'NUL and lone surrogates for the compiler',
    program: `const a = '\0\ud800'; // \udfff`,
    ends: ['idle', 'rejected'],
  },
  {
    name: 'an enum that recurses for the compiler',
    program: `enum A { ${'x = A.x, '.repeat(2_000)} }`,
    ends: ['rejected', 'idle'],
  },
];
