import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readPages } from '#tests/helpers/pages.ts';

/** What a page prints as somebody's output has been printed: by an example, a real server or a snippet. */
const SOURCES = [
  'content/examples/*/recorded.*.json',
  'content/examples/*/example.yaml',
  'content/snippets/*/snippets.yaml',
  'tests/fixtures/recorded/orderings.json',
];

const said = globSync(SOURCES)
  .map((file) => readFileSync(file, 'utf8').replaceAll(String.raw`\"`, '"'))
  .join('\n');

const lines = readPages().flatMap(({ name, body }) =>
  [...body.matchAll(/^\s*```text\n([\s\S]*?)^\s*```$/gm)].flatMap(([, block = '']) =>
    block
      .split('\n')
      .map((line) => line.trim())
      .filter((line) => line !== '')
      .map((line) => ({ name, line })),
  ),
);

test('something has been printed', () => {
  expect(said).toContain('websocket.accept');
});

test.for(lines)('$name: "$line" has really been printed', ({ line }) => {
  // An exception is recorded as its type and its message.
  const [, message = line] = /^(?:[\w.]+(?:Error|Exception|Disconnect(?:ed)?)): (.+)$/.exec(line) ?? [];
  expect(said.includes(message), line).toBe(true);
});
