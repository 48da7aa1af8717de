import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type FSWatcher, mkdtempSync, rmSync, watch, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** An editor that saves several files at once restarts the server once. */
const SETTLE_MS = 100;

/** Nobody types a handler into a Markdown page. */
const IGNORED = /\.(?:md|mdx)$|(?:^|\/)\./;

/** The playground server as a process that is started again whenever a file in `folders` changes. */
export class RestartingServer {
  readonly #watchers: FSWatcher[];
  readonly #site = emptySite();
  #address = Promise.withResolvers<number>();
  #child: ChildProcess | undefined;
  /** Ends and starts follow one another: two changes in a row must not leave two servers. */
  #turn: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;

  constructor(folders: readonly string[]) {
    this.#start();
    this.#watchers = folders.map((folder) =>
      watch(folder, { recursive: true }, (_event, name) => {
        if (name === null || IGNORED.test(name)) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.#restart(name), SETTLE_MS);
      }),
    );
  }

  /** Where it listens. While it restarts, this waits; when it does not start, until a change mends it. */
  port(): Promise<number> {
    return this.#address.promise;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    for (const watcher of this.#watchers) watcher.close();
    await this.#turn;
    await this.#end();
  }

  #restart(cause: string): void {
    console.log(`${cause} changed: the playground server starts again.`);
    this.#turn = this.#turn.then(async () => {
      // Whoever waits for the old promise of a server that never came up waits for the next one.
      const { resolve } = this.#address;
      this.#address = Promise.withResolvers();
      void this.#address.promise.then(resolve);
      await this.#end();
      this.#start();
    });
  }

  async #end(): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  #start(): void {
    const flags = ['--port', '0', '--host', '127.0.0.1', '--site', this.#site];
    const child = spawn(process.execPath, ['playground-server/main.ts', ...flags], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    this.#child = child;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const port = /https?:\/\/\S+:(\d+)\/?$/.exec(line)?.[1];
      // Its own address would only mislead: the proxy's is the one to open.
      if (port === undefined) console.log(line);
      else this.#address.resolve(Number(port));
    });
    child.once('exit', (code) => {
      if (this.#child === child) console.error(`The playground server ended (code ${code}); a change starts it again.`);
    });
  }
}

/** The server refuses to run without a built site, and Astro gives the pages here. */
function emptySite(): string {
  const folder = mkdtempSync(join(tmpdir(), 'accept-first-dev-'));
  // Vite ends the process by itself when it is told to, and does not wait for anybody.
  process.once('exit', () => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, '404.html'), 'This page comes from the development server of the site.\n');
  return folder;
}
