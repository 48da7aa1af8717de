import { expect, test } from 'vitest';
import { ParticipantAction } from '#protocol/room-action.ts';
import { reportOf } from '#site/room/report-progress.ts';

const exercise = 'read-a-refusal/one';

test.each([
  [
    { type: 'exercise-opened', exercise },
    { kind: 'open-exercise', exercise },
  ],
  [
    { type: 'run-started', exercise, language: 'python' },
    { kind: 'start-run', exercise, language: 'python' },
  ],
  [
    { type: 'client-saw', exercise, client: 'a', code: 1006, reason: '' },
    { kind: 'see-close', exercise, code: 1006, reason: '' },
  ],
  [
    { type: 'graded', exercise, passed: false, check: 'It sees 4004', met: 1, mistake: undefined },
    { kind: 'fail', exercise, check: 'It sees 4004', met: 1 },
  ],
  [
    { type: 'passed', exercise },
    { kind: 'pass', exercise },
  ],
  [
    { type: 'stuck', exercise, rung: 2 },
    { kind: 'open-rung', exercise, rung: 2 },
  ],
] as const)('%j is reported as an action that the server takes', (event, action) => {
  expect(reportOf(event)).toEqual(action);
  expect(ParticipantAction.parse(reportOf(event))).toEqual(action);
});

test('a reason of any length can be reported', () => {
  const action = reportOf({ type: 'client-saw', exercise, client: 'a', code: 4000, reason: 'x'.repeat(5_000) });
  expect(ParticipantAction.safeParse(action).success).toBe(true);
});
