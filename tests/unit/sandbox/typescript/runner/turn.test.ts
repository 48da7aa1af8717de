import { expect, test } from 'vitest';
import { LIMITS } from '#limits';
import { Turn } from '#server/sandbox/typescript/runner/turn.ts';

const limits = { ...LIMITS, maxTurnMessages: 2, maxTurnBytes: 10, turnCpuMs: 5, runCpuMs: 50 };

function burn(ms: number): void {
  const { user, system } = process.threadCpuUsage();
  for (;;) {
    const now = process.threadCpuUsage();
    if (now.user + now.system - user - system > ms * 1000) return;
  }
}

test('what is posted within the limits is kept, and the first limit that is met is the one that counts', () => {
  const turn = new Turn(limits, 0);
  turn.post('message', 'a');
  turn.post('message', 'b');
  expect([turn.exceeded, turn.isOver()]).toEqual([undefined, false]);
  turn.post('message', 'c');
  turn.post('message', 'x'.repeat(20));
  expect([turn.exceeded, turn.isOver(), turn.outbox.length]).toEqual(['maxTurnMessages', true, 2]);
});

test('bytes are limited as well as messages', () => {
  const turn = new Turn(limits, 0);
  turn.post('message', 'x'.repeat(11));
  expect([turn.exceeded, turn.outbox]).toEqual(['maxTurnBytes', []]);
});

test('a turn is over when it has used its CPU, and when the run has', () => {
  const turn = new Turn(limits, 0);
  burn(6);
  expect([turn.isOver(), turn.exceeded]).toEqual([true, 'turnCpuMs']);
  const last = new Turn(limits, 49_500);
  burn(1);
  expect([last.isOver(), last.exceeded]).toEqual([true, 'runCpuMs']);
});
