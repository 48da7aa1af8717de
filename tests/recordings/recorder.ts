import type { Browser, Page } from 'playwright-core';
import type { Example } from '#content/example-schema.ts';
import type { Language } from '#protocol/languages.ts';
import { RecordedRun } from '#protocol/recorded-run.ts';
import type { RunBlock } from '#site/run-block/run-block.element.ts';
import { recordedRunOf } from '#site/run-block/recorded.ts';
import type { RunRequest } from '#site/run-block/live-run.ts';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

/** Any page that has the element of the run blocks. */
const PAGE = '/explain/why/';

/**
 * Runs examples as a page of the guide does: by the same element, in Chromium,
 * through the real server. What is recorded is what a reader gets.
 */
export class Recorder implements AsyncDisposable {
  readonly #server: RunningServer;
  readonly #browser: Browser;
  readonly #pages: Page[] = [];

  private constructor(server: RunningServer, browser: Browser) {
    this.#server = server;
    this.#browser = browser;
  }

  static async start(): Promise<Recorder> {
    const env = { PYTHON_WARM_PROCESSES: '4' };
    const [server, browser] = await Promise.all([
      startServer({ args: ['--log-level', 'silent'], env }),
      launchChromium(),
    ]);
    return new Recorder(server, browser);
  }

  /** `quietMs`: how long nothing must happen before the run counts as whole. */
  async record(example: Example, language: Language, quietMs: number): Promise<RecordedRun> {
    const page = this.#pages.pop() ?? (await this.#openPage());
    const { title, clients } = example;
    const code = example.code[language] ?? '';
    const run = await page.evaluate(runInBlock, [
      { title, language, code, server: 'uvicorn', clients },
      quietMs,
    ] as const);
    this.#pages.push(page);
    const [major = ''] = this.#browser.version().split('.');
    return RecordedRun.parse(recordedRunOf(run, new Date().toISOString().slice(0, 10), `Chromium ${major}`));
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    await this.#server.stop();
  }

  async #openPage(): Promise<Page> {
    const context = await this.#browser.newContext();
    const page = await context.newPage();
    await page.goto(this.#server.url + PAGE);
    await page.waitForFunction(() => customElements.get('run-block') !== undefined);
    return page;
  }
}

/** Runs in the page. */
async function runInBlock([request, quietMs]: readonly [RunRequest, number]) {
  const block = document.createElement('run-block') as RunBlock;
  document.body.append(block);
  await block.start(request, quietMs);
  const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
  const deadlineMs = performance.now() + 40_000;
  for (let before = block.run, sinceMs = performance.now(); ; before = block.run) {
    await sleep(25);
    const nowMs = performance.now();
    if (block.run !== before) sinceMs = nowMs;
    const phase = block.run?.at.phase;
    if (phase === 'settled' || phase === 'ended') break;
    if (phase === 'refused') throw new Error(`refused: ${JSON.stringify(block.run?.at)}`);
    // A socket that stays open is the end of some examples.
    if (block.scriptsOver && nowMs - sinceMs > quietMs) break;
    if (nowMs > deadlineMs) throw new Error(`not over after 40 s: ${JSON.stringify(block.run)}`);
  }
  const { run } = block;
  block.remove();
  if (run === undefined) throw new Error('the block has no run');
  return run;
}
