import { expect, test } from 'vitest';
import { parseRecordedRun, type RecordedRun } from '#protocol/recorded-run.ts';

const LIMITS = { maxRecordingBytes: 4_000, maxRecordingEvents: 6 };

const RUN: RecordedRun = {
  version: 1,
  language: 'python',
  server: 'uvicorn',
  routes: ['/ws/reports'],
  browser: [
    { atMs: 0, client: 1, kind: 'new-websocket', url: 'ws://localhost/live/x/ws', path: '/ws', protocols: [] },
    { atMs: 2, client: 1, kind: 'error' },
  ],
  timeline: [
    { seq: 1, atMs: 1, connection: 1, actor: 'server', kind: 'asgi-receive', message: { type: 'websocket.connect' } },
  ],
  ended: { name: 'stopped', title: 'Stopped', message: 'You stopped the run.' },
  recordedOn: '2026-11-28',
  recordedWith: 'Chromium 153',
};

const parse = (run: unknown) => parseRecordedRun(JSON.stringify(run), LIMITS);

test('a recorded run survives being written and read', () => {
  expect(parse(RUN)).toEqual({ ok: true, run: RUN });
});

const nested = (levels: number): unknown => (levels === 0 ? 'x' : [nested(levels - 1)]);
const withMessage = (fields: object) => ({
  ...RUN,
  timeline: [{ ...RUN.timeline[0], message: { type: 'x', ...fields } }],
});

test.for<[string, unknown, RegExp]>([
  ['an unknown field', { ...RUN, code: 'x' }, /Unrecognized key/],
  ['another version', { ...RUN, version: 2 }, /version/],
  ['a message that is nested without end', withMessage({ headers: nested(20) }), /nested more than 12 levels/],
  ['too many events', { ...RUN, browser: Array(7).fill(RUN.browser[0]) }, /more than 6 events/],
  ['too many bytes', withMessage({ text: 'é'.repeat(2_000) }), /more than 4000 bytes/],
  ['events out of order', { ...RUN, timeline: [RUN.timeline[0], RUN.timeline[0]] }, /timeline\.1\.seq/],
  ['a browser that goes back in time', { ...RUN, browser: RUN.browser.toReversed() }, /browser\.\d/],
  ['a client that never dialled', { ...RUN, browser: [RUN.browser[1]] }, /has not dialled yet/],
])('refuses %s', ([, run, problem]) => {
  const parsed = parse(run);
  expect(parsed.ok).toBe(false);
  if (!parsed.ok) expect(parsed.problem).toMatch(problem);
});

test('refuses what is not JSON, however deep it is', () => {
  expect(parseRecordedRun('nonsense', LIMITS)).toEqual({ ok: false, problem: 'The recorded run is not JSON.' });
  const deep = parseRecordedRun('['.repeat(1_900) + ']'.repeat(1_900), LIMITS);
  expect(deep).toMatchObject({ ok: false });
});
