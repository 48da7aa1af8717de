import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, onTestFinished } from 'vitest';
import { launchChromium } from './chromium.ts';
import { type RunningServer, type ServerOptions, startServer } from './server.ts';

const DESKTOP: BrowserContextOptions = { viewport: { width: 1440, height: 900 } };

/** Both are there from the first `beforeAll` that follows until the tests of the file are over. */
export interface ServedSite {
  readonly server: RunningServer;
  readonly browser: Browser;
  /**
   * A page of the site, or of another address, as large as a desktop's unless
   * told, in a context of its own that ends with the test.
   */
  open(path: string, options?: BrowserContextOptions): Promise<Page>;
}

/** Has the real server and a real browser started before the tests of a file, and ended after them. */
export function serveSite(options: ServerOptions = {}): ServedSite {
  let server: RunningServer;
  let browser: Browser;
  beforeAll(async () => {
    [server, browser] = await Promise.all([startServer(options), launchChromium()]);
  });
  afterAll(async () => {
    await browser.close();
    await server.stop();
  });
  return {
    get server() {
      return server;
    },
    get browser() {
      return browser;
    },
    async open(path, contextOptions = {}) {
      const context = await browser.newContext({ ...DESKTOP, ...contextOptions });
      onTestFinished(() => context.close());
      const page = await context.newPage();
      await page.goto(new URL(path, server.url).href);
      return page;
    },
  };
}
