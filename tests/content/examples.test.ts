import { expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { closeCodeEntry } from '#content/close-codes.ts';
import { parseExample } from '#content/examples.ts';
import { loadExamples } from '#content/load-examples.ts';
import type { BrowserEvent } from '#content/example-schema.ts';

const examples = loadExamples();

/** Links from the docs and from shared pages: a preset may be added, never renamed. */
const PRESETS = [
  'core-pattern',
  'anti-pattern',
  'close-before-accept',
  'connect-after-accept',
  'register-after-accept',
  'localhost-check',
  'denial-response',
  'return-without-close',
  'raise-after-accept',
  'reason-too-long',
  'reserved-code',
  'subprotocol-not-echoed',
  'broadcast-with-a-dead-client',
];

test.for(PRESETS)('the preset %s exists', (slug) => {
  expect(examples.map((example) => example.slug)).toContain(slug);
});

test('no two examples share a place in the list or a title', () => {
  for (const key of ['position', 'title'] as const) {
    const values = examples.map((example) => example[key]);
    expect(new Set(values).size).toBe(values.length);
  }
});

test('every wrong example is paired with a right one', () => {
  for (const { slug, pair } of examples.filter(({ order }) => order === 'wrong')) {
    const twins = examples.filter((example) => example.pair === pair && example.order === 'right');
    expect(pair, slug).toBeDefined();
    expect(twins, slug).not.toEqual([]);
  }
});

test('a broken example stops the build and names the field', () => {
  const text = 'title: T\norder: sideways\nsummary: S.\nposition: 1\nclients: []';
  expect(() => parseExample('broken', text, { typescript: '' })).toThrow(
    /content\/examples\/broken\/example\.yaml: order: .*clients: /,
  );
});

test('an example without a handler stops the build, unless it says why the language is missing', () => {
  const yaml = [
    'title: T',
    'order: right',
    'summary: S.',
    'position: 1',
    'clients: [{ path: /x, sees: { uvicorn: { events: [{ type: open }] } } }]',
  ].join('\n');
  const only = '\nonly: { language: python, because: It depends. }';
  expect(() => parseExample('half', yaml, { typescript: '' })).toThrow('half/handler.py is missing');
  expect(parseExample('half', yaml + only, { python: 'app = 1' }).code).toEqual({ python: 'app = 1' });
  expect(() => parseExample('half', yaml + only, { typescript: '', python: '' })).toThrow('half/handler.ts is there');
});

test.for(examples)('$slug is told in one calm sentence', ({ title, summary }) => {
  expect(summary).toMatch(/^[A-Z0-9].*[^.]\.$/);
  expect(`${title} ${summary}`).not.toMatch(/[!…]/);
  expect(title).not.toMatch(/\.$/);
});

test.for(examples.filter(({ only }) => only?.language !== 'python'))(
  '$slug imports only the playground',
  ({ code }) => {
    const imported = [...(code.typescript ?? '').matchAll(/from '([^']+)'/g)].map(([, from]) => from);
    expect(imported).toEqual(['playground']);
  },
);

test.for(examples)('$slug promises only what a browser can see', ({ clients }) => {
  for (const { sees } of clients) {
    for (const [profile, { events, status }] of Object.entries(sees)) {
      expect(SERVER_PROFILE_NAMES).toContain(profile);
      expect(events.map(({ type }) => type).join(' ')).toMatch(/^(open( message)*( close)?|error close)$/);
      if (events[0]?.type === 'open') expect(status).toBe(101);
      for (const event of events) expectVisible(event);
    }
  }
});

test.for(examples)('$slug sends only close codes that a page may send', ({ clients }) => {
  for (const step of clients.flatMap(({ script }) => script)) {
    if (step.do !== 'close' || step.code === undefined) continue;
    expect(step.code === 1000 || (step.code >= 3000 && step.code <= 4999)).toBe(true);
  }
});

function expectVisible(event: BrowserEvent): void {
  if (event.type !== 'close') return;
  expect(closeCodeEntry(event.code)?.browserMaySee ?? event.code >= 3000).toBe(true);
  expect(Buffer.byteLength(event.reason)).toBeLessThanOrEqual(123);
  if (event.code === 1006) expect(event).toEqual({ type: 'close', code: 1006, reason: '', wasClean: false });
}
