import { expect, test } from 'vitest';
import { z } from 'zod';
import { closeCodeEntry, closeCodeRange } from '#content/close-codes.ts';
import { FAULTS, LIMIT_FAULTS, fault, limitFault, quantity, type FaultName } from '#content/faults.ts';
import { LIMITS, type LimitName } from '#limits';
import { Fault } from '#protocol/server-message.ts';

const faultNames = z
  .array(z.custom<FaultName>((name) => Object.hasOwn(FAULTS, String(name))))
  .parse(Object.keys(FAULTS));

/** Limits that a run can meet: each ends the run or turns a client away, and the learner must be told which it was. */
const LIMITS_OF_A_RUN: LimitName[] = [
  'turnCpuMs',
  'turnKillMs',
  'runCpuMs',
  'compileMs',
  'guestMemoryBytes',
  'guestStackBytes',
  'maxTurnMessages',
  'maxTurnBytes',
  'maxConsoleBytes',
  'maxTimers',
  'maxUnsentBytes',
  'maxTimelineEvents',
  'maxTimelineBytes',
  'maxConnectionsPerRun',
  'maxHandlersPerRun',
  'handshakeMs',
  'idleMs',
  'keptOpenMs',
  'runMs',
];

test.for(LIMITS_OF_A_RUN)('%s has a fault that says its value', (limit) => {
  const { name, message } = Fault.parse(limitFault(limit, LIMITS[limit]));
  expect(name).toBe(LIMIT_FAULTS[limit as keyof typeof LIMIT_FAULTS]);
  expect(message).toContain(quantity(limit, LIMITS[limit]));
  expect(message).not.toMatch(/[{}]/);
});

test('each limit with a fault exists', () => {
  for (const limit of Object.keys(LIMIT_FAULTS)) expect(LIMITS).toHaveProperty(limit);
});

test('a limit without a text of its own is still named', () => {
  const { name, message } = limitFault('maxFragments', 1024);
  expect(name).toBe('limit-reached');
  expect(message).toContain('maxFragments');
  expect(message).toContain('1,024');
});

test('a placeholder is filled with its value, also when the value looks like one', () => {
  expect(fault('unknown-run', { runId: '{limit}' }).message).toContain('"{limit}"');
});

test('quantities are told in the unit that a reader would choose', () => {
  expect(quantity('turnCpuMs', 100)).toBe('100 ms');
  expect(quantity('runCpuMs', 2_000)).toBe('2 s');
  expect(quantity('runMs', 45 * 60_000)).toBe('45 min');
  expect(quantity('guestMemoryBytes', 32 * 1024 * 1024)).toBe('32 MiB');
  expect(quantity('maxCodeBytes', 64 * 1024)).toBe('64 KiB');
  expect(quantity('maxTimelineEvents', 5_000)).toBe('5,000 events');
  expect(quantity('maxTimers', 64)).toBe('64');
});

test.for(faultNames)('%s is told in calm, whole sentences', (name) => {
  expect(name).toMatch(/^[a-z]+(-[a-z]+)*$/);
  const { title, message, hint } = FAULTS[name];
  for (const text of [title, message, hint]) {
    expect(text).not.toMatch(/[!…]|\b(oops|sorry|invalid)\b/i);
    expect(text).toMatch(/^[A-Z{]/);
  }
  expect(title).not.toMatch(/\.$/);
  for (const text of [message, hint]) expect(text).toMatch(/\.$/);
});

test.for(faultNames)('%s can be put into a Close frame', (name) => {
  const { title, closeCode }: { title: string; closeCode?: number } = FAULTS[name];
  expect(Buffer.byteLength(title)).toBeLessThanOrEqual(123);
  if (closeCode === undefined) return;
  expect(closeCodeEntry(closeCode)?.sender === 'application' || closeCodeRange(closeCode)?.first === 4000).toBe(true);
});
