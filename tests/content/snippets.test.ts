import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { delimiter, dirname, extname, join } from 'node:path';
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
import { type Environment, pythonEnvironment } from '#tests/truth-lab/python-environment.ts';

/** Every piece of code on a page is a file that runs. */

const ROOT = 'content/snippets';
const folders = globSync(`${ROOT}/*/snippets.yaml`).map((list) => ({
  folder: dirname(list),
  snippets: SnippetFolder.parse(parse(readFileSync(list, 'utf8'))),
}));
const all = folders.flatMap(({ folder, snippets }) => snippets.map((snippet) => ({ folder, ...snippet })));
const runnable = all.filter(({ partOf }) => partOf === undefined);
const examples = loadExamples();

/** pip makes it once, from a list with hashes. */
const ENVIRONMENT_MS = 180_000;

let server: RunningServer;
let browser: Browser;
let packages: Environment;
let programs: Environment;

beforeAll(async () => {
  [server, browser, packages, programs] = await Promise.all([
    startServer({ args: ['--log-level', 'silent'] }),
    launchChromium(),
    pythonEnvironment('current'),
    pythonEnvironment('clients'),
  ]);
}, ENVIRONMENT_MS);
afterAll(async () => {
  await browser.close();
  await server.stop();
});

test.for(folders)('$folder says of each of its files how it runs', ({ folder, snippets }) => {
  const files = readdirSync(folder).filter((name) => !['snippets.yaml', '__pycache__'].includes(name));
  expect(files.toSorted()).toEqual(snippets.map(({ file }) => file).toSorted());
});

test.for(all.filter(({ partOf }) => partOf !== undefined))('$folder/$file runs with $partOf', ({ folder, partOf }) => {
  expect(runnable.map((snippet) => join(snippet.folder, snippet.file))).toContain(join(folder, partOf ?? ''));
});

test.for(runnable)('$folder/$file prints what the page says', async (snippet, { skip }) => {
  const { prints, exits, needs } = snippet;
  const file = join(snippet.folder, snippet.file);
  const extension = extname(file);
  if (extension === '.py' && !packages.ok) return skip(`There is no Python with its packages here. ${packages.reason}`);
  const path = programs.ok ? `${dirname(programs.python)}${delimiter}${process.env['PATH']}` : process.env['PATH'];
  if (needs !== undefined && !isOn(path, needs)) return skip(`There is no ${needs} here.`);
  await using control = await ControlClient.connect(server.socketUrl);
  const place = await placeFor(snippet, control);
  const outcome =
    extension === '.js'
      ? await runInPage(file, place, browser, prints)
      : await runSnippet(file, place, {
          python: packages.ok ? packages.python : undefined,
          terminal: snippet.terminal,
          path,
        });
  expect(inOrder(prints, outcome.printed), outcome.printed).toEqual([]);
  expect(outcome.exits, outcome.printed).toBe(exits);
});

test.for(readPages())('$name shows no code but code that runs', ({ body }) => {
  const fences = [...body.matchAll(/^\s*```(\S*)/gm)].map(([, language = '']) => language);
  expect(fences.filter((language, index) => index % 2 === 0 && language !== 'text')).toEqual([]);
});

const isOn = (path = '', program: string): boolean =>
  path.split(delimiter).some((folder) => existsSync(join(folder, program)));

/** The texts that do not come after those before them. */
function inOrder(texts: readonly string[], printed: string): string[] {
  let from = 0;
  return texts.filter((text) => {
    const at = printed.indexOf(text, from);
    if (at !== -1) from = at + text.length;
    return at === -1;
  });
}

async function placeFor({ example: slug }: Snippet, control: ControlClient): Promise<SnippetPlace> {
  const { host } = new URL(server.url);
  const example = examples.find((candidate) => candidate.slug === slug);
  if (slug === undefined) return { socketBase: server.socketUrl, path: '/', host };
  if (example === undefined) throw new Error(`There is no example ${slug}.`);
  const { typescript, python } = example.code;
  const started = await control.run(typescript ?? python ?? '', {
    language: typescript === undefined ? 'python' : 'typescript',
  });
  const [client] = example.clients;
  const query = client?.query ? `?${client.query}` : '';
  return { socketBase: server.socketUrl + started.socketPath, path: `${client?.path ?? '/'}${query}`, host };
}
