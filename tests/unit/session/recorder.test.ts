import { expect, test, vi } from 'vitest';
import type { TimelineEntry, TimelineEvent } from '#protocol/timeline-event.ts';
import { TimelineEvent as TimelineEventSchema } from '#protocol/timeline-event.ts';
import { Recorder } from '#server/session/recorder.ts';

const LIMITS = { maxTimelineEvents: 3, maxTimelineBytes: 10_000, maxRecordedBytes: 10, timelineBatchMs: 1 };

const log = (text: string): TimelineEntry => ({
  actor: 'server',
  kind: 'server-log',
  connection: 1,
  level: 'INFO',
  text,
});

test('numbers events without gaps, from 1, in order of time', () => {
  const events: TimelineEvent[] = [];
  const recorder = new Recorder(LIMITS, () => {});
  recorder.record(log('a'));
  recorder.record(log('b'));
  recorder.sendTo((batch) => events.push(...batch));
  expect(events.map((event) => event.seq)).toEqual([1, 2]);
  expect(events[1]!.atMs).toBeGreaterThanOrEqual(events[0]!.atMs);
  for (const event of events) expect(TimelineEventSchema.parse(event)).toEqual(event);
});

test('sends what follows in batches', async () => {
  const receiver = vi.fn();
  const recorder = new Recorder(LIMITS, () => {});
  recorder.sendTo(receiver);
  recorder.record(log('a'));
  recorder.record(log('b'));
  await vi.waitFor(() => expect(receiver).toHaveBeenCalledTimes(1));
  expect(receiver.mock.lastCall?.[0]).toHaveLength(2);
});

test('sends again what a receiver has missed', () => {
  const recorder = new Recorder(LIMITS, () => {});
  recorder.sendTo(() => {});
  recorder.record(log('a'));
  recorder.flush();
  recorder.detach();
  recorder.record(log('b'));
  const seen: number[] = [];
  recorder.sendTo((batch) => seen.push(...batch.map((event) => event.seq)), 1);
  expect(seen).toEqual([2]);
});

test('says once that it is full, and records nothing after the event that says why', () => {
  const full: string[] = [];
  const recorder: Recorder = new Recorder(LIMITS, (limit) => {
    full.push(limit);
    recorder.record({ actor: 'server', kind: 'limit', connection: 0, limit, title: 't', message: 'm' });
  });
  for (let index = 0; index < 10; index += 1) recorder.record(log(String(index)));
  const kinds: string[] = [];
  recorder.sendTo((batch) => kinds.push(...batch.map((event) => event.kind)));
  expect(full).toEqual(['maxTimelineEvents']);
  expect(kinds).toEqual(['server-log', 'server-log', 'server-log', 'limit']);
});

test('counts bytes as well as events', () => {
  const full: string[] = [];
  const recorder = new Recorder({ ...LIMITS, maxTimelineEvents: 100, maxTimelineBytes: 1_000 }, (limit) =>
    full.push(limit),
  );
  recorder.record(log('x'.repeat(2_000)));
  expect(full).toEqual(['maxTimelineBytes']);
});

test('cuts long strings of an ASGI message and says how long they were', () => {
  const recorder = new Recorder(LIMITS, () => {});
  recorder.record({
    actor: 'handler',
    kind: 'asgi-send',
    connection: 1,
    message: { type: 'x', text: 'y'.repeat(100), nested: [{ a: 'z'.repeat(50) }] },
  });
  const events: TimelineEvent[] = [];
  recorder.sendTo((batch) => events.push(...batch));
  expect(events[0]).toMatchObject({
    message: { type: 'x', text: 'yyyyyyyyyy… (100 characters)', nested: [{ a: 'zzzzzzzzzz… (50 characters)' }] },
  });
});
