import type { ParticipantAction } from '#protocol/room-action.ts';
import type { ProgressEvent } from '../workshop/progress-events.ts';

const MAX_CHECK_LENGTH = 300;

/** What the page of an exercise tells, as an action of the room. */
export function reportOf(event: ProgressEvent): ParticipantAction {
  const { exercise } = event;
  switch (event.type) {
    case 'exercise-opened':
      return { kind: 'open-exercise', exercise };
    case 'run-started':
      return { kind: 'start-run', exercise, language: event.language };
    case 'client-saw':
      return { kind: 'see-close', exercise, code: event.code, reason: event.reason.slice(0, 500) };
    case 'graded':
      return { kind: 'fail', exercise, check: event.check.slice(0, MAX_CHECK_LENGTH), met: event.met };
    case 'passed':
      return { kind: 'pass', exercise };
    case 'stuck':
      return { kind: 'open-rung', exercise, rung: event.rung };
  }
}
