import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** Probing the isolation and warming the sandboxes take most of it, on a busy machine. */
const READY_MS = 40_000;

/** On a free port, without a file that two tests share, and without Pythons that boot for nobody beside the test. */
const QUIET_SERVER = { HOST: 'localhost', PORT: '0', DATA: 'none', PYTHON_WARM_PROCESSES: '1' };

export interface ServerOptions {
  /** `scripts/dev.ts` is the server for developing. */
  program?: 'playground-server/main.ts' | 'scripts/dev.ts';
  /** Flags, as after `npm run serve --`. The port is a free one unless a flag names it. */
  args?: readonly string[];
  env?: Readonly<Record<string, string>>;
  /** A command that starts the server pinned or wrapped, such as `['taskset', '-c', '0']`. */
  wrapper?: readonly string[];
}

export interface RunningServer extends AsyncDisposable {
  /** `http://host:port`, without a slash at the end. */
  readonly url: string;
  /** The same with `ws:`. */
  readonly socketUrl: string;
  readonly pid: number;
  /** All that it has printed so far, both streams in order. */
  output(): string;
  /** Sends a signal and resolves with the exit code when the process is gone; `null` when the signal killed it. */
  stop(signal?: NodeJS.Signals): Promise<number | null>;
}

/** Starts the real server as its own process and resolves when it says that it is ready. */
export async function startServer(options: ServerOptions = {}): Promise<RunningServer> {
  const [command, ...args] = [
    ...(options.wrapper ?? []),
    process.execPath,
    options.program ?? 'playground-server/main.ts',
    ...(options.args ?? []),
  ];
  const child = spawn(command ?? process.execPath, args, {
    cwd: ROOT,
    env: { ...withoutTestRunner(process.env), ...QUIET_SERVER, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => (printed += text));
  }
  const exited = once(child, 'exit').then(([code]) => code as number | null);

  const url = await readAddress(child, () => printed);
  const stop = async (signal: NodeJS.Signals = 'SIGTERM'): Promise<number | null> => {
    child.kill(signal);
    return exited;
  };
  return {
    url,
    socketUrl: url.replace(/^http/, 'ws'),
    pid: child.pid ?? 0,
    output: () => printed,
    stop,
    [Symbol.asyncDispose]: async () => void (await stop()),
  };
}

/** Astro and others behave differently where they see a test runner's variables; a visitor's server has none. */
function withoutTestRunner(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(?:VITEST|NODE_ENV$|TEST$|MODE$)/.test(name)));
}

/** The address is the last word of one line of the standard output. */
async function readAddress(child: ChildProcess, printed: () => string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const fail = (why: string): void => reject(new Error(`The server ${why}. It printed:\n${printed()}`));
  const deadline = setTimeout(() => {
    child.kill('SIGKILL');
    fail(`was not ready within ${READY_MS} ms`);
  }, READY_MS);
  // `close` and not `exit`: what the process printed last has arrived by then.
  child.once('close', (code) => fail(`ended with code ${code} before it was ready`));
  child.once('error', reject);
  if (child.stdout !== null) {
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /(https?:\/\/\S+:\d+)\/?$/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  }
  return promise.finally(() => clearTimeout(deadline));
}
