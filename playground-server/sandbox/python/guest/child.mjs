// Runs inside the sandbox, in Deno: one learner's Python for the length of one run.
//
// In: one JSON text a line. `{"type":"start","code":…}` once, then `HostMessage`s
// and at last `{"type":"stop"}`; `{"type":"ping"}` at any time. Out: `GuestMessage`s,
// `booted`, `pong`, `rejected` and `shut-down`. Everything in this process belongs to the guest as soon as its code
// runs, this file included: what holds is the process, and the reader of stdout.
import process from 'node:process';
import { ReadyQueue } from './ready-queue.mjs';
import { restorePython } from './restore.mjs';

const SIGINT = 2;
const REHEARSED_SCOPE = {
  type: 'websocket',
  asgi: { version: '3.0', spec_version: '2.4' },
  http_version: '1.1',
  scheme: 'ws',
  query_string: 'token=abc',
  root_path: '',
  headers: [['host', 'localhost']],
  client: ['127.0.0.1', 1],
  server: ['127.0.0.1', 80],
  subprotocols: [],
  extensions: { 'websocket.http.response': {} },
};
const [softTurnMs] = Deno.args.map(Number);
const isAwaited = Deno.args.includes('awaited');

const encoder = new TextEncoder();
const post = (line) => {
  const bytes = encoder.encode(`${line}\n`);
  for (let written = 0; written < bytes.length;) written += Deno.stdout.writeSync(bytes.subarray(written));
};

// They keep what is written to them, for the next process that shares the folder.
for (const name of ['localStorage', 'sessionStorage', 'caches']) delete globalThis[name];

const python = await restorePython({
  onOutput: (level, text) => post(JSON.stringify({ type: 'console', level, text })),
});
// A Python that has crashed answers nothing any more, while this loop would go on for ever.
python._api.on_fatal = () => Deno.exit(1);
python.setInterruptBuffer(interruptAfter(softTurnMs));
const session = python.pyimport('_playground.session');
const nobodyWakes = new Int32Array(new SharedArrayBuffer(4));
session.begin(
  (ms) => void Atomics.wait(nobodyWakes, 0, 0, ms),
  new ReadyQueue((callback, ms) => python._api.scheduleCallback(callback, ms)),
);
if (!isAwaited) await rehearse(session, python.pyimport('_playground.rehearsal').PROGRAM);
session.connect(post);
post('{"type":"booted"}');

for await (const line of linesOf(Deno.stdin.readable)) {
  const message = JSON.parse(line);
  if (message.type === 'ping') post('{"type":"pong"}');
  else if (message.type === 'start') session.start(message.code);
  else if (message.type === 'stop') session.stop();
  else session.deliver(line);
}

/**
 * Runs a program for nobody. WebAssembly is compiled function by function when
 * it is first called, and the learner should not wait for that. One who waits
 * already is served sooner without: their own program calls fewer.
 */
function rehearse(guest, program) {
  const { promise, resolve } = Promise.withResolvers();
  const deliver = (message) => setTimeout(() => guest.deliver(JSON.stringify(message)), 0);
  const paths = ['/projects/1', '/projects/2', '/projects/3'];
  const openNext = () => {
    const path = paths.shift();
    if (path === undefined) return guest.stop();
    deliver({ type: 'open', connection: 1, scope: { ...REHEARSED_SCOPE, path, raw_path: path } });
  };
  guest.connect((text) => {
    const { type, call } = JSON.parse(text);
    if (type === 'send') deliver({ type: 'sent', call });
    else if (type === 'receive' && call > 0)
      deliver({ type: 'received', call, message: { type: 'websocket.receive', text: '1' } });
    else if (type === 'ready' || type === 'returned' || type === 'raised') openNext();
    else if (type === 'shut-down') resolve();
  });
  guest.start(program);
  return promise;
}

/**
 * Python looks into its interrupt buffer every few steps of a computation. This
 * one answers SIGINT when a turn has computed too long, so that the learner gets
 * a KeyboardInterrupt with a traceback before the process is killed. A timer of
 * no delay fires when the turn is over, because only then anything can fire.
 */
function interruptAfter(turnMs) {
  let turn;
  const begin = () => ({ atMs: performance.now(), cpuMs: cpuMs() });
  return {
    get 0() {
      if (turn === undefined) {
        turn = begin();
        setTimeout(() => (turn = undefined), 0);
      }
      // The clock is cheaper to read; the processor's time is what counts on a machine that is busy.
      if (performance.now() - turn.atMs < turnMs || cpuMs() - turn.cpuMs < turnMs) return 0;
      turn = begin();
      return SIGINT;
    },
    set 0(_) {},
  };
}

function cpuMs() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function* linesOf(stream) {
  let rest = '';
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split('\n');
    rest = lines.pop();
    yield* lines;
  }
}
