import { expect, test } from 'vitest';
import { LIMITS } from '#limits';
import { metLimit, type Observation } from '#server/sandbox/python/watch-policy.ts';

const limits = { ...LIMITS, pythonTurnMs: 1_000, pythonRunCpuMs: 5_000, pythonLoadMs: 8_000, pythonMemoryBytes: 100 };

const calm: Observation = {
  usage: { cpuMs: 700, memoryBytes: 50 },
  cpuAtStartMs: 600,
  loadingMs: undefined,
  unanswered: undefined,
};

/** Nothing but computing since a ping. */
const computing = (cpuMs: number): Partial<Observation> => ({
  usage: { cpuMs, memoryBytes: 50 },
  cpuAtStartMs: 0,
  unanswered: { waitMs: 1_000 + cpuMs, cpuAtPingMs: 0 },
});

test.for<[string, Partial<Observation>, string | undefined]>([
  ['a guest that does little', {}, undefined],
  ['more memory than it may have', { usage: { cpuMs: 700, memoryBytes: 101 } }, 'pythonMemoryBytes'],
  ['CPU of its own', { usage: { cpuMs: 5_601, memoryBytes: 50 } }, 'pythonRunCpuMs'],
  ['CPU of which the boot took a part', { usage: { cpuMs: 5_500, memoryBytes: 50 } }, undefined],
  ['an answer that is late while it computes', computing(1_000), 'pythonTurnMs'],
  ['an answer that is late with less CPU than a turn may take', computing(900), undefined],
  ['an answer that is late because it gets no CPU', { unanswered: { waitMs: 5_000, cpuAtPingMs: 690 } }, undefined],
  ['silence without end', { unanswered: { waitMs: 10_000, cpuAtPingMs: 690 } }, 'pythonTurnMs'],
  ['twice the time of a turn while it loads', { loadingMs: 1, ...computing(1_500) }, undefined],
  ['a start-up that waits for ever', { loadingMs: 8_001 }, 'pythonLoadMs'],
])('%s', ([, observed, limit]) => {
  expect(metLimit({ ...calm, ...observed }, limits)).toBe(limit);
});
