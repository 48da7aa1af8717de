import type { JSX } from 'preact';
import type { Exercise } from '../exercise.ts';

/** What the facilitator says, when the page is part of a room. */
export function RoomNotices({ exercise }: { exercise: Exercise }): JSX.Element {
  const note = exercise.note.value;
  const invitedTo = exercise.invitedTo.value;
  return (
    <>
      {note !== '' && (
        <p class="room-notice" role="status">
          <strong>From the facilitator</strong> <span>{note}</span>
          <button type="button" class="quiet" onClick={() => (exercise.note.value = '')}>
            Dismiss
          </button>
        </p>
      )}
      {invitedTo !== undefined && (
        <p class="room-notice" role="status">
          <span>The room is at another exercise.</span>
          <a href={`/workshop/${invitedTo}/`}>Go there</a>
          <button type="button" class="quiet" onClick={() => (exercise.invitedTo.value = undefined)}>
            Stay here
          </button>
        </p>
      )}
    </>
  );
}
