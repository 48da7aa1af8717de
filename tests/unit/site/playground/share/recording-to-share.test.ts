import { expect, test } from 'vitest';
import { parseRecordedRun } from '#protocol/recorded-run.ts';
import type { Run } from '#site/playground/run-state.ts';
import { browserName, recordingToShare } from '#site/playground/share/recording-to-share.ts';

const HEAD = 'GET /x HTTP/1.1\r\nHost: localhost\r\nCookie: session=secret; b=é\r\nauthorization: Basic abc\r\n\r\n';
const LIMITS = { maxRecordingEvents: 10, maxRecordingBytes: 10_000 };

const RUN: Run = {
  runId: '1',
  number: 1,
  profile: 'uvicorn',
  title: 'An example',
  language: 'python',
  code: 'pass',
  sentAtMs: 0,
  at: { phase: 'settled' },
  routes: ['/x'],
  browser: [{ atMs: 0, client: 1, kind: 'new-websocket', url: 'ws://localhost/live/s/x', path: '/x', protocols: [] }],
  server: [
    {
      seq: 1,
      atMs: 1,
      connection: 1,
      actor: 'wire',
      kind: 'upgrade-request',
      hex: Buffer.from(HEAD, 'latin1').toString('hex'),
      bytes: HEAD.length,
      method: 'GET',
      target: '/x',
      headers: [
        ['Host', 'localhost'],
        ['Cookie', 'session=secret; b=é'],
        ['authorization', 'Basic abc'],
      ],
    },
  ],
};
const asked = {
  code: 'pass',
  server: 'uvicorn',
  limits: LIMITS,
  recordedOn: '2026-11-28',
  recordedWith: 'Chromium 153',
};

test('a run is shared without what the browser sent in confidence, and its bytes keep their number', () => {
  const shared = recordingToShare({ ...asked, run: RUN });
  if (!shared.ok) throw new Error(shared.why);
  const text = JSON.stringify(shared.recording);
  expect(parseRecordedRun(text, LIMITS).ok).toBe(true);
  const [request] = shared.recording.timeline;
  if (request?.kind !== 'upgrade-request') throw new Error('no request');
  const head = Buffer.from(request.hex, 'hex').toString('latin1');
  expect(head).toHaveLength(HEAD.length);
  expect(head).toContain('Host: localhost');
  for (const secret of ['secret', 'Basic']) expect(head + text).not.toContain(secret);
});

test.for<[string, Partial<Run> | undefined, RegExp]>([
  ['no run', undefined, /have not run/],
  ['a run from another day', { recordedOn: '2026-11-27' }, /have not run/],
  ['a run of other code', { code: 'other' }, /have changed it/],
  ['a run under another server', { profile: 'daphne' }, /have changed it/],
  ['a run without end', { browser: Array.from({ length: 11 }, () => RUN.browser[0]!) }, /too long/],
])('%s is not shared, and it says why', ([, change, why]) => {
  const shared = recordingToShare({ ...asked, run: change && { ...RUN, ...change } });
  expect(shared.ok).toBe(false);
  if (!shared.ok) expect(shared.why).toMatch(why);
});

test.for([
  ['Mozilla/5.0 (X11) AppleWebKit/537.36 (KHTML, like Gecko) HeadlessChrome/153.0.0.0 Safari/537.36', 'Chromium 153'],
  ['Mozilla/5.0 (X11; rv:146.0) Gecko/20100101 Firefox/146.0', 'Firefox 146'],
  ['Mozilla/5.0 (Macintosh) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/26.0 Safari/605.1.15', 'Safari 26'],
  ['curl/8', 'another browser'],
] as const)('%s is called %s', ([userAgent, name]) => {
  expect(browserName(userAgent)).toBe(name);
});
