import { expect, test } from 'vitest';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { applyServerMessage, isOver, lastSeq, recordedAsRun, type Run } from '#site/playground/run-state.ts';

const RUN: Run = {
  runId: '1',
  number: 1,
  profile: 'uvicorn',
  title: 'An example',
  language: 'typescript',
  code: '',
  sentAtMs: 0,
  at: { phase: 'starting' },
  routes: [],
  browser: [],
  server: [],
};
const FAULT = { name: 'unknown-run', title: 'Unknown', message: 'It is over.', hint: '' };
const started = applyServerMessage(RUN, {
  type: 'run-started',
  runId: '1',
  sessionId: 's',
  socketPath: '/live/s',
  routes: ['/x'],
  limits: { idleMs: 60_000 },
  resumeToken: 'token',
});
const event = (seq: number): TimelineEvent => ({
  seq,
  atMs: seq,
  connection: 1,
  actor: 'server',
  kind: 'server-log',
  level: 'INFO',
  text: 'a line',
});

test('goes from starting through the queue to live', () => {
  const queued = applyServerMessage(RUN, { type: 'run-queued', runId: '1', position: 3 });
  expect(queued.at).toEqual({ phase: 'queued', position: 3 });
  expect(started.at).toEqual({ phase: 'live', socketPath: '/live/s', resumeToken: 'token', idleMs: 60_000 });
  expect(started.routes).toEqual(['/x']);
});

test('leaves the messages of other runs alone', () => {
  expect(applyServerMessage(RUN, { type: 'run-queued', runId: '2', position: 1 })).toBe(RUN);
});

test('takes each event once when a resumed run sends some again', () => {
  const first = applyServerMessage(started, { type: 'timeline', runId: '1', events: [event(1), event(2)] });
  const again = applyServerMessage(first, { type: 'timeline', runId: '1', events: [event(2), event(3)] });
  expect(again.server.map(({ seq }) => seq)).toEqual([1, 2, 3]);
  expect(lastSeq(again)).toBe(3);
});

test('is refused before it begins, and ended when it cannot be taken up again', () => {
  const message = { type: 'run-refused', runId: '1', fault: FAULT, diagnostics: [] } as const;
  expect(applyServerMessage(RUN, { ...message, diagnostics: [] }).at).toEqual({
    phase: 'refused',
    fault: FAULT,
    diagnostics: [],
  });
  // Ids are nothing to a visitor, who has only seen the playground go and come back.
  expect(applyServerMessage(started, { ...message, diagnostics: [] }).at).toMatchObject({
    phase: 'ended',
    reason: { name: 'run-forgotten', title: 'The run ended while you were away' },
  });
});

test('is over when it was refused or has ended', () => {
  expect(isOver(started)).toBe(false);
  expect(isOver({ ...RUN, at: { phase: 'ended', reason: FAULT } })).toBe(true);
});

test('a kept run is over from the start, says its day, and is settled where it was kept in its midst', () => {
  const recording = {
    version: 1,
    language: 'python',
    server: 'hypercorn',
    routes: ['/x'],
    browser: [],
    timeline: [event(1)],
    recordedOn: '2026-11-28',
    recordedWith: 'Chromium 153',
  } as const;
  const shown = { runId: 'kept', title: 'Kept', code: 'pass' };
  const run = recordedAsRun({ ...recording, routes: [], browser: [], timeline: [event(1)] }, shown);
  expect(isOver(run)).toBe(true);
  expect(run).toMatchObject({ ...shown, at: { phase: 'settled' }, profile: 'hypercorn', recordedOn: '2026-11-28' });
  const ended = { name: 'stopped', title: 'Stopped', message: 'You stopped the run.' };
  const over = recordedAsRun({ ...recording, routes: [], browser: [], timeline: [], ended }, shown);
  expect(over.at).toEqual({ phase: 'ended', reason: ended });
});
