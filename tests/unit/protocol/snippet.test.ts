import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseSnippet, type Snippet } from '#protocol/snippet.ts';

const LIMITS = { maxSnippetBytes: 4_000, maxRecordingBytes: 1_000, maxRecordingEvents: 3 };
const CLIENT = { path: '/x', query: '', subprotocols: '', script: 'send hello' };
const DIAL: NonNullable<Snippet['recording']>['browser'][number] = {
  atMs: 0,
  client: 1,
  kind: 'new-websocket',
  url: 'ws://x/',
  path: '/',
  protocols: [],
};

const RECORDING: Snippet['recording'] = {
  version: 1,
  language: 'python',
  server: 'uvicorn',
  routes: [],
  browser: [DIAL],
  timeline: [],
  recordedOn: '2026-11-28',
  recordedWith: 'Chromium 153',
};
const SNIPPET = { version: 1, language: 'python', code: 'pass', server: 'daphne', clients: [CLIENT] } as const;

const parse = (value: unknown) => parseSnippet(JSON.stringify(value), LIMITS);

test('language and code are enough', () => {
  expect(parse({ language: 'typescript', code: '' })).toEqual({
    ok: true,
    snippet: { version: 1, language: 'typescript', code: '', server: 'uvicorn' },
  });
});

test('a whole snippet survives being written and read', () => {
  const whole = { ...SNIPPET, otherCode: 'export {}', example: 'core-pattern', recording: RECORDING };
  expect(parse(whole)).toEqual({ ok: true, snippet: whole });
});

test('a comparison brings a run for each side', () => {
  const compare = { language: 'typescript', code: '', server: 'hypercorn' } as const;
  const whole = {
    ...SNIPPET,
    recording: RECORDING,
    compare,
    compareRecording: { ...RECORDING, language: 'typescript' },
  };
  expect(parse(whole)).toEqual({ ok: true, snippet: whole });
});

const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);

test.for<[string, unknown, RegExp]>([
  ['an unknown field', { ...SNIPPET, run: true }, /Unrecognized key/],
  ['another version', { ...SNIPPET, version: 2 }, /version/],
  ['an unknown language', { ...SNIPPET, language: 'perl' }, /language/],
  ['no code', { language: 'python' }, /code/],
  ['six clients', { ...SNIPPET, clients: Array.from({ length: 6 }, () => CLIENT) }, /clients/],
  ['no client', { ...SNIPPET, clients: [] }, /clients/],
  ['an example that is a path', { ...SNIPPET, example: '../x' }, /example/],
  ['too many bytes', { ...SNIPPET, code: 'é'.repeat(2_500) }, /more than 4000 bytes/],
  ['depth without end', { ...SNIPPET, clients: nested(40) }, /nested more than 13 levels/],
  ['a run of a side that is not there', { ...SNIPPET, compareRecording: RECORDING }, /no right side/],
  [
    'a run that is not in the language of its side',
    { ...SNIPPET, compare: { language: 'typescript', code: '' }, compareRecording: RECORDING },
    /compareRecording\.language/,
  ],
  [
    'a run of the right side that is too long',
    {
      ...SNIPPET,
      compare: { language: 'python', code: '' },
      compareRecording: { ...RECORDING, browser: Array.from({ length: 4 }, () => DIAL) },
    },
    /more than 3 events/,
  ],
  [
    'a run of the other language',
    { ...SNIPPET, recording: { ...RECORDING, language: 'typescript' } },
    /not the language/,
  ],
  [
    'a run that is too long',
    { ...SNIPPET, recording: { ...RECORDING, browser: Array.from({ length: 4 }, () => DIAL) } },
    /more than 3 events/,
  ],
  ['a run that is too large', { ...SNIPPET, recording: { ...RECORDING, routes: ['x'.repeat(1_000)] } }, /1000 bytes/],
])('refuses %s', ([, value, problem]) => {
  const parsed = parse(value);
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.problem).toMatch(problem);
});

test('whatever comes, it is refused with a reason or fits the schema', () => {
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.json(),
        fc.object().map((value) => JSON.stringify(value)),
      ),
      (text) => {
        const parsed = parseSnippet(text, LIMITS);
        if (parsed.ok) expect(Object.keys(parsed.snippet)).toContain('code');
        else expect(parsed.problem).toMatch(/.{10}/);
      },
    ),
  );
});
