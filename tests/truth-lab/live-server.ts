import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { type EnvironmentName, pythonEnvironment } from './python-environment.ts';

const SERVERS = join(import.meta.dirname, 'servers');
const READY_MS = 30_000;

interface Command {
  environment: EnvironmentName;
  module: string;
  args: (port: string) => string[];
}

const uvicorn = (environment: EnvironmentName, ws: string): Command => ({
  environment,
  module: 'uvicorn',
  args: (port) => ['--host', '127.0.0.1', '--port', port, '--ws', ws, '--lifespan', 'off', 'host:app'],
});

/** How each server is started: with its defaults, one process, on loopback. */
const COMMANDS: Record<ServerProfileName, Command> = {
  uvicorn: uvicorn('current', 'websockets-sansio'),
  'uvicorn-wsproto': uvicorn('current', 'wsproto'),
  'uvicorn-legacy': uvicorn('legacy', 'websockets'),
  hypercorn: { environment: 'current', module: 'hypercorn', args: (port) => ['-b', `127.0.0.1:${port}`, 'host:app'] },
  daphne: {
    environment: 'current',
    module: 'daphne',
    args: (port) => ['-b', '127.0.0.1', '-p', port, 'host:app'],
  },
};

export interface Raised {
  type: string;
  message: string;
}

/** What one handler met, in order, as `host.py` tells it. */
export interface LiveRun {
  /** The `x-ordering` header of its client. */
  key: string;
  events: (
    | { kind: 'receive'; message: Record<string, unknown> }
    | { kind: 'send'; message: Record<string, unknown>; refused?: Raised }
    | { kind: 'console'; text: string }
  )[];
  log: [level: string, text: string][];
  end: 'running' | 'returned' | Raised;
  states: [client: string, application: string] | null;
}

export type LiveStart = { ok: true; server: LiveServer } | { ok: false; reason: string };

/** A real server on a free loopback port. */
export class LiveServer implements AsyncDisposable {
  readonly #process: ChildProcess;
  readonly #port: string;
  versions: Record<string, string> = {};

  private constructor(process: ChildProcess, port: string) {
    this.#process = process;
    this.#port = port;
  }

  static async start(profile: ServerProfileName): Promise<LiveStart> {
    const command = COMMANDS[profile];
    const environment = await pythonEnvironment(command.environment);
    if (!environment.ok) return environment;
    const port = await freePort();
    const child = spawn(environment.python, ['-m', command.module, ...command.args(port)], {
      cwd: SERVERS,
      // A group of its own: hypercorn's parent would leave its worker behind.
      detached: true,
      env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1', PYTHONPATH: SERVERS },
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    let complaint = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (complaint = `${complaint}${text}`.slice(-2_000)));
    const server = new LiveServer(child, port);
    const killed = (): void => server.#kill();
    process.once('exit', killed);
    child.once('exit', () => process.removeListener('exit', killed));
    if (await server.#ready()) return { ok: true, server };
    server.#kill();
    return { ok: false, reason: `${command.module} did not start: ${complaint}` };
  }

  get socketUrl(): string {
    return `ws://127.0.0.1:${this.#port}`;
  }

  async load(program: string): Promise<void> {
    const response = await this.#fetch('/program', { method: 'PUT', body: program });
    if (!response.ok) throw new Error(`The live server cannot load the program: ${await response.text()}`);
  }

  /** What handlers met since this was last asked; runs that go on are awaited for `waitMs`. */
  async met(waitMs = 3_000): Promise<LiveRun[]> {
    const response = await this.#fetch(`/met?wait=${waitMs / 1000}`);
    return (await response.json()) as LiveRun[];
  }

  /** Servers wait for handlers that are stuck, so they are asked nothing. */
  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#process.exitCode !== null || this.#process.signalCode !== null) return;
    const exited = once(this.#process, 'exit');
    this.#kill();
    await exited;
  }

  #kill(): void {
    if (this.#process.pid === undefined || this.#process.exitCode !== null) return;
    try {
      process.kill(-this.#process.pid, 'SIGKILL');
    } catch {
      // It is gone already.
    }
  }

  async #ready(): Promise<boolean> {
    const deadline = performance.now() + READY_MS;
    while (performance.now() < deadline && this.#process.exitCode === null) {
      try {
        const response = await this.#fetch('/versions');
        this.versions = (await response.json()) as Record<string, string>;
        return true;
      } catch {
        // It does not listen yet, and there is no event that says when.
        await sleep(100);
      }
    }
    return false;
  }

  #fetch(path: string, init: RequestInit = {}): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.#port}${path}`, { ...init, headers: { connection: 'close' } });
  }
}

async function freePort(): Promise<string> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  return String(port);
}
