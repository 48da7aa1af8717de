import { expect, test } from 'vitest';
import { Outbox } from '#site/room/outbox.ts';

/** What a browser gives a page to keep. */
class PageStorage implements Storage {
  readonly #items = new Map<string, string>();
  [name: string]: unknown;
  get length(): number {
    return this.#items.size;
  }
  clear(): void {
    this.#items.clear();
  }
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  key(index: number): string | null {
    return [...this.#items.keys()][index] ?? null;
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
}

const hand = { kind: 'raise-hand' } as const;

test('what was not answered is there after a reload, in order', () => {
  const storage = new PageStorage();
  new Outbox(storage, 'box').add({ id: 'a', action: hand });
  new Outbox(storage, 'box').add({ id: 'b', action: { kind: 'lower-hand' } });
  expect(new Outbox(storage, 'box').waiting.map(({ id }) => id)).toEqual(['a', 'b']);
});

test('what was answered is gone', () => {
  const storage = new PageStorage();
  const box = new Outbox(storage, 'box');
  box.add({ id: 'a', action: hand });
  expect(box.answered('a')).toEqual({ id: 'a', action: hand });
  expect(box.waiting).toEqual([]);
  expect(storage.length).toBe(0);
});

test('what somebody else wrote there is dropped', () => {
  const storage = new PageStorage();
  for (const text of ['{', '[{"id":1}]', '"x"']) {
    storage.setItem('box', text);
    expect(new Outbox(storage, 'box').waiting).toEqual([]);
  }
});

test('it is bounded, says so, and keeps what came first', () => {
  const box = new Outbox(new PageStorage(), 'box');
  const added = Array.from({ length: 201 }, (_, n) => box.add({ id: `${n}`, action: hand }));
  expect(added.filter(Boolean)).toHaveLength(200);
  expect(added.at(-1)).toBe(false);
  expect(box.waiting.map(({ id }) => id)).toEqual(Array.from({ length: 200 }, (_, n) => `${n}`));
  box.answered('0');
  expect(box.add({ id: 'later', action: hand })).toBe(true);
});
