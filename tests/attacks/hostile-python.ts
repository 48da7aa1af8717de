import type { GuestEnd } from '#server/sandbox/sandbox.ts';

/** A program that does no good, and what becomes of it. */
export interface HostilePython {
  name: string;
  /** The body of a handler that has accepted. */
  body: string;
  /** How its guest ends, `{}` for anyhow; absent where the guest lives on and only the attempt fails. */
  end?: Partial<GuestEnd>;
  /** What the handler reports of an attempt that failed. */
  reports?: RegExp;
}

const JAVASCRIPT = 'from pyodide.code import run_js';

export const HOSTILE_PYTHON: readonly HostilePython[] = [
  { name: 'a loop', body: 'while True: pass', reports: /^KeyboardInterrupt/ },
  {
    name: 'a loop that catches its interruption',
    body: 'while True:\n  try:\n    while True: pass\n  except BaseException: pass',
    end: { kind: 'limit', limit: 'pythonTurnMs' },
  },
  { name: 'a loop inside of one built-in', body: 'sum(range(10**12))', end: { kind: 'limit', limit: 'pythonTurnMs' } },
  {
    name: 'a catastrophic regular expression',
    body: 'import re\nre.match(r"(a+)+$", "a" * 64 + "b")',
    reports: /^KeyboardInterrupt/,
  },
  {
    name: 'a loop that awaits',
    body: 'while True:\n  sum(range(100000))\n  await asyncio.sleep(0)',
    end: { kind: 'limit', limit: 'pythonRunCpuMs' },
  },
  { name: 'lists that grow', body: 'a = []\nwhile True: a.append(bytearray(10**6))', reports: /^MemoryError/ },
  {
    name: 'files in memory that grow',
    body: 'f = open("/tmp/bomb", "wb")\nwhile True:\n  f.write(bytes(10**7)); f.flush()\n  await asyncio.sleep(0)',
    end: { kind: 'limit', limit: 'pythonMemoryBytes' },
  },
  {
    name: 'ArrayBuffers of JavaScript that grow',
    body: `${JAVASCRIPT}\nrun_js("globalThis.a = []")\nwhile True:\n  run_js("a.push(new Uint8Array(1e7).fill(1))")\n  await asyncio.sleep(0)`,
    end: { kind: 'limit', limit: 'pythonMemoryBytes' },
  },
  {
    name: 'objects of JavaScript that grow',
    body: `${JAVASCRIPT}\nrun_js("const a = []; for (;;) a.push({ a: [] })")`,
    end: {},
  },
  {
    name: 'a flood of prints',
    body: 'while True: print("x" * 1000)',
    end: { kind: 'limit', limit: 'maxConsoleBytes' },
  },
  {
    name: 'a flood of calls',
    body: 'for _ in range(10**7): asyncio.ensure_future(websocket.send({"type": "websocket.send", "text": "x"}))\nawait asyncio.sleep(60)',
    end: {},
  },
  {
    name: 'a flood of bytes past the protocol',
    body: `${JAVASCRIPT}\nrun_js("const b = new Uint8Array(1e6).fill(65); for (;;) Deno.stdout.writeSync(b)")`,
    end: { kind: 'limit', limit: 'pythonOutputBytes' },
  },
  {
    name: 'a message that nobody specified',
    body: `${JAVASCRIPT}\nrun_js("Deno.stdout.writeSync(new TextEncoder().encode('{\\"type\\":\\"root\\"}\\\\n'))")\nawait asyncio.sleep(60)`,
    end: { kind: 'crashed' },
  },
  { name: 'os._exit', body: 'import os\nos._exit(0)', end: { kind: 'crashed' } },
  { name: 'Deno.exit', body: `${JAVASCRIPT}\nrun_js("Deno.exit(0)")`, end: { kind: 'crashed' } },
  {
    name: 'a crash through ctypes',
    body: 'import ctypes\nctypes.memset(8, 255, 60_000_000)\nawait asyncio.sleep(60)',
    end: {},
  },
  { name: 'reading a file of the machine', body: 'print(open("/etc/passwd").read())', reports: /^FileNotFoundError/ },
  {
    name: 'reading a file of the machine through JavaScript',
    body: `${JAVASCRIPT}\nrun_js("Deno.readTextFileSync('/etc/passwd')")`,
    reports: /NotCapable|NotFound|Requires read access/,
  },
  {
    name: 'opening a socket',
    body: 'import socket\nsocket.create_connection(("127.0.0.1", 8888), 1)',
    reports: /OSError|gaierror|Error/,
  },
  {
    name: 'opening a socket through JavaScript',
    body: `${JAVASCRIPT}\nawait run_js("Deno.connect({ hostname: '127.0.0.1', port: 8888 })")`,
    reports: /NotCapable|Requires net access/,
  },
  {
    name: 'a fetch of JavaScript',
    body: `${JAVASCRIPT}\nawait run_js("fetch('http://127.0.0.1:8888/healthz')")`,
    reports: /NotCapable|Requires net access/,
  },
  { name: 'starting a program', body: 'import subprocess\nsubprocess.run(["id"])', reports: /OSError|not supported/ },
  {
    name: 'starting a program through JavaScript',
    body: `${JAVASCRIPT}\nrun_js("new Deno.Command('/deno').outputSync()")`,
    reports: /NotCapable|Requires run access/,
  },
  {
    name: 'signalling its parent',
    body: `${JAVASCRIPT}\nrun_js("Deno.kill(1, 'SIGKILL')")`,
    reports: /NotCapable|Requires run access/,
  },
  {
    name: 'reading the environment',
    body: `${JAVASCRIPT}\nrun_js("Deno.env.toObject()")`,
    reports: /NotCapable|Requires env access/,
  },
  {
    name: 'writing to localStorage',
    body: `${JAVASCRIPT}\nrun_js("localStorage.setItem('left', 'behind')")`,
    reports: /localStorage/,
  },
  {
    name: 'loading native code',
    body: `${JAVASCRIPT}\nrun_js("Deno.dlopen('/lib/x86_64-linux-gnu/libc.so.6', {})")`,
    reports: /NotCapable|Requires ffi access/,
  },
];
