import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { SNIPPET_ID } from '#protocol/snippet.ts';
import { SnippetStore } from '#server/snippets/snippet-store.ts';

const ROOMY = { maxStoredSnippetBytes: 1_000_000 };
const stored = (limits = ROOMY, database = new DatabaseSync(':memory:')) => new SnippetStore(database, limits);

test('what is kept comes back as it was, every character of it', async () => {
  const store = stored();
  const text = 'naïve 🙂 \0 "}\u2028';
  const id = await store.keep(text, 0);
  expect(id).toMatch(SNIPPET_ID);
  expect(await store.read(id ?? '')).toBe(text);
});

test('the same text has the same id and takes one place', async () => {
  const store = stored({ maxStoredSnippetBytes: 40 });
  const [first, second] = [await store.keep('x'.repeat(30), 0), await store.keep('x'.repeat(30), 1)];
  expect(second).toBe(first);
  expect(await store.keep('y'.repeat(30), 2)).not.toBe(first);
});

test('an id that was never given leads nowhere', async () => {
  expect(await stored().read('a'.repeat(20))).toBeUndefined();
});

test('a full store refuses what is new, gives what it has, and counts on after a restart', async () => {
  const database = new DatabaseSync(':memory:');
  const limits = { maxStoredSnippetBytes: 30 };
  const kept = await stored(limits, database).keep('a short text', 0);
  const again = stored(limits, database);
  expect(await again.keep('another text that does not fit', 0)).toBeUndefined();
  expect(await again.keep('a short text', 0)).toBe(kept);
  expect(await again.read(kept ?? '')).toBe('a short text');
});
