import { LANGUAGE_NAMES } from '#protocol/languages.ts';
import type { Page } from 'playwright-core';
import { beforeAll, expect, test } from 'vitest';
import type { BrowserEvent, Example } from '#content/example-schema.ts';
import { loadExamples } from '#content/load-examples.ts';
import { LANGUAGES } from '#protocol/client-message.ts';
import { serveSite } from '#tests/helpers/served-site.ts';
import { startServer } from '#tests/helpers/server.ts';

/** What each guest socket of the page reported, in order of dialling. */
type Reports = BrowserEvent[][];

const site = serveSite();
/** One page for every preset, as a visitor would try them one after the other. */
let playground: Page;

beforeAll(async () => {
  playground = await site.browser.newPage();
  await playground.addInitScript(noteGuestSockets);
  await playground.goto(`${site.server.url}/playground/`);
});
/** Runs in the page before its own scripts: notes every event of every socket under /live. */
function noteGuestSockets(): void {
  const reports: Reports = [];
  Object.assign(globalThis, { reports });
  const Native = globalThis.WebSocket;
  globalThis.WebSocket = class extends Native {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      if (!new URL(url).pathname.startsWith('/live/')) return;
      const events: BrowserEvent[] = [];
      reports.push(events);
      this.addEventListener('open', () => {
        events.push({ type: 'open', ...(this.protocol !== '' && { protocol: this.protocol }) });
      });
      this.addEventListener('message', ({ data }) => events.push({ type: 'message', data: String(data) }));
      this.addEventListener('error', () => events.push({ type: 'error' }));
      this.addEventListener('close', ({ code, reason, wasClean }) => {
        events.push({ type: 'close', code, reason, wasClean });
      });
    }
  };
}

const reports = (): Promise<Reports> =>
  playground.evaluate(() => (globalThis as unknown as { reports: Reports }).reports);

const forgetReports = (): Promise<void> =>
  playground.evaluate(() => void (globalThis as unknown as { reports: Reports }).reports.splice(0));

/** `wasClean` is a race on some servers; there an example leaves it out. */
function promised(example: Example, seen: Reports): Reports {
  return example.clients.map(({ sees }, client) =>
    sees.uvicorn.events.map((event, index) => {
      const other = seen[client]?.[index];
      if (event.type !== 'close' || event.wasClean !== undefined || other?.type !== 'close') return event;
      return { ...event, ...(other.wasClean !== undefined && { wasClean: other.wasClean }) };
    }),
  );
}

/**
 * What the panel can do, once each: one client and several, a script, a query, subprotocols, each order. That every
 * example keeps its promise in a browser is shown by its recorded run: tests/content/recordings.test.ts.
 */
const SAMPLE = [
  'core-pattern',
  'close-before-accept',
  'denial-response',
  'register-after-accept',
  'subprotocol-echoed',
  'return-without-close',
  'query-checked-after-accept',
  'broadcast-with-a-dead-client',
  'endpoint-project',
];
const IN_PYTHON = ['core-pattern', 'dependency-raises'];

const presets = loadExamples().flatMap((example) =>
  LANGUAGES.filter((language) => (language === 'typescript' ? SAMPLE : IN_PYTHON).includes(example.slug)).map(
    (language) => ({
      example,
      slug: example.slug,
      language: LANGUAGE_NAMES[language],
    }),
  ),
);

test('the sample is of the examples that are there', () => {
  expect(presets.length).toBe(SAMPLE.length + IN_PYTHON.length);
});

test.for(presets)('$slug in $language: the browser sees what the preset promises', async ({ example, language }) => {
  await playground.getByLabel('Example').selectOption(example.slug);
  const shown = playground.getByRole('button', { name: language, pressed: true });
  if (example.only === undefined) await playground.getByRole('button', { name: language }).click();
  await shown.waitFor();
  await forgetReports();
  await playground.getByRole('button', { name: 'Run' }).click();
  await expect
    .poll(reports, { timeout: 30_000 })
    .toSatisfy((seen: Reports) => JSON.stringify(seen) === JSON.stringify(promised(example, seen)));
  expect(await playground.locator('.verdict').count()).toBe(1);
});

test('after many runs the page is no longer than the window', async () => {
  expect(await playground.evaluate(() => document.documentElement.scrollHeight - innerHeight)).toBeLessThanOrEqual(0);
});

test("the seed's own snippet, pasted into the console of the site, prints its 4004", async () => {
  const seeded = await startServer({ args: ['--port', '8888'] });
  const page = await site.browser.newPage();
  const printed: string[] = [];
  page.on('console', (message) => printed.push(message.text()));
  await page.goto(`${seeded.url}/`);
  await page.evaluate(`
// Test connection with error handling
const ws = new WebSocket('ws://localhost:8888/ws/projects/invalid');

ws.onopen = () => {
  console.log('Connected');
};

ws.onerror = (error) => {
  console.error('WebSocket error:', error);
};

ws.onclose = (event) => {
  console.log('Closed:', event.code, event.reason);
  // 4004 - "Project not found in registry"
};`);
  await expect.poll(() => printed).toEqual(['Connected', 'Closed: 4004 Project not found in registry']);
  await page.close();
  await seeded.stop();
});
