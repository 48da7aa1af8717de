import { globSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadExamples } from '#content/load-examples.ts';
import { type Snippet, SnippetFolder } from '#content/snippet-schema.ts';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { readPages } from '#tests/helpers/pages.ts';
import { runInPage, runSnippet, type SnippetPlace } from '#tests/helpers/run-snippet.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

/** Every piece of code on a page is a file that runs, or says why it is not run. */

const ROOT = 'content/snippets';
const folders = globSync(`${ROOT}/*/snippets.yaml`).map((list) => ({
  folder: dirname(list),
  snippets: SnippetFolder.parse(parse(readFileSync(list, 'utf8'))),
}));
const all = folders.flatMap(({ folder, snippets }) => snippets.map((snippet) => ({ folder, ...snippet })));
const runnable = all.filter(({ notRun }) => notRun === undefined);
const examples = loadExamples();

let server: RunningServer;
let browser: Browser;
let control: ControlClient;

beforeAll(async () => {
  [server, browser] = await Promise.all([startServer({ args: ['--log-level', 'silent'] }), launchChromium()]);
  control = await ControlClient.connect(server.socketUrl);
});
afterAll(async () => {
  await control[Symbol.asyncDispose]();
  await browser.close();
  await server.stop();
});

test.for(folders)('$folder says of each of its files how it runs', ({ folder, snippets }) => {
  const files = readdirSync(folder).filter((name) => !['snippets.yaml', '__pycache__'].includes(name));
  expect(files.toSorted()).toEqual(snippets.map(({ file }) => file).toSorted());
});

test.for(runnable)('$folder/$file prints what the page says', async (snippet) => {
  const { prints, exits } = snippet;
  const file = join(snippet.folder, snippet.file);
  const place = await placeFor(snippet);
  const outcome =
    extname(file) === '.js' ? await runInPage(file, place, browser, prints) : await runSnippet(file, place, undefined);
  expect(inOrder(prints, outcome.printed), outcome.printed).toEqual([]);
  expect(outcome.exits, outcome.printed).toBe(exits);
});

test.for(readPages())('$name shows no code but code that runs', ({ body }) => {
  const fences = [...body.matchAll(/^\s*```(\S*)/gm)].map(([, language = '']) => language);
  expect(fences.filter((language, index) => index % 2 === 0 && language !== 'text')).toEqual([]);
});

/** The texts that do not come after those before them. */
function inOrder(texts: readonly string[], printed: string): string[] {
  let from = 0;
  return texts.filter((text) => {
    const at = printed.indexOf(text, from);
    if (at !== -1) from = at + text.length;
    return at === -1;
  });
}

let runs = 0;
async function placeFor({ example: slug }: Snippet): Promise<SnippetPlace> {
  const { host } = new URL(server.url);
  const example = examples.find((candidate) => candidate.slug === slug);
  if (slug === undefined) return { socketBase: server.socketUrl, path: '/', host };
  if (example === undefined) throw new Error(`There is no example ${slug}.`);
  runs += 1;
  const { typescript, python } = example.code;
  const started = await control.run(typescript ?? python ?? '', {
    runId: `snippet-${runs}`,
    language: typescript === undefined ? 'python' : 'typescript',
  });
  const [client] = example.clients;
  const query = client?.query ? `?${client.query}` : '';
  return { socketBase: server.socketUrl + started.socketPath, path: `${client?.path ?? '/'}${query}`, host };
}
