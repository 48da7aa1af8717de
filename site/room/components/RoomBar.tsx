import type { JSX } from 'preact';
import type { Fault } from '#protocol/server-message.ts';
import { forgetIdentity } from '../identity.ts';
import type { Member } from '../member.ts';
import type { RoomLesson } from '../room-lesson.ts';
import { Sign } from './Sign.tsx';
import { WallLine } from './Wall.tsx';

interface RoomBarProps {
  member: Member;
  lessons: readonly RoomLesson[];
}

/** The participant's strip over an exercise: the room as numbers, a hand, and what the facilitator says or asks. */
export function RoomBar({ member, lessons }: RoomBarProps): JSX.Element {
  const view = member.view.value;
  const over = member.over.value;
  if (over !== undefined) return <OverBar title={over.title} hint={over.hint} />;
  if (view === undefined) return <p class="room-strip">Finding your room</p>;
  const ended = view.phase.is === 'ended';
  return (
    <div class="room-lines">
      <div class="room-strip">
        <span class="room-who">
          <bdi>{view.name}</bdi>
          <span class="of">
            {' '}
            in {view.title === '' ? 'the room' : view.title}, {view.people} people
          </span>
        </span>
        {view.distribution.length === 0 ? (
          <span class="room-none">No client of the room has been closed yet.</span>
        ) : (
          <WallLine distribution={view.distribution} />
        )}
        {member.status.value !== 'attached' && <span class="room-offline">Not connected. Nothing is lost.</span>}
        {ended ? (
          <span class="room-offline">The room has ended.</span>
        ) : (
          <button
            type="button"
            class="hand-button"
            aria-pressed={view.hand}
            onClick={() => member.act({ kind: view.hand ? 'lower-hand' : 'raise-hand' })}
          >
            <Sign name="hand" />
            {view.hand ? 'Lower hand' : 'Raise hand'}
          </button>
        )}
        <button type="button" class="quiet" onClick={() => (ended ? leaveEnded() : member.act({ kind: 'leave' }))}>
          Leave
        </button>
      </div>
      {!ended && <Invitation member={member} lessons={lessons} />}
      <Attention member={member} />
      {!ended && member.refused.value !== undefined && <Refused fault={member.refused.value} />}
    </div>
  );
}

function Invitation({ member, lessons }: RoomBarProps): JSX.Element | null {
  const invitedTo = member.invitedTo.value;
  if (invitedTo === undefined) return null;
  const title = lessons.find(({ slug }) => slug === invitedTo)?.title ?? invitedTo;
  return (
    <div class="room-note" role="status">
      <p>
        The room is at <strong>{title}</strong>. <a href={`/workshop/${invitedTo}/`}>Go there</a>
      </p>
      <button type="button" class="quiet" onClick={() => answered(() => member.stay())}>
        Stay here
      </button>
    </div>
  );
}

/** What needs an answer comes before what needs a look. */
function Attention({ member }: { member: Member }): JSX.Element | null {
  const view = member.view.value;
  const ask = view?.ask;
  const hasCode = member.exercise.value !== undefined;
  if (ask !== undefined)
    return (
      <section class="room-ask" aria-label="The facilitator asks to see your code">
        <p role="alert">
          The facilitator asks to show your code to the room, as it is now.{' '}
          {hasCode ? 'What you type later is not shown.' : 'To show it, open the exercise that you are at.'}
        </p>
        {hasCode && (
          <button type="button" class="primary" onClick={() => answered(() => member.showCode(ask))}>
            Show my code
          </button>
        )}
        <button type="button" onClick={() => answered(() => member.act({ kind: 'keep-code', ask }))}>
          Not now
        </button>
      </section>
    );
  const note = member.note.value;
  return (
    <>
      {view?.showing === true && <p class="room-showing">The room sees your code as you showed it.</p>}
      {note !== undefined && (
        <div class="room-note" role="status">
          <p>
            <strong>Facilitator:</strong> <bdi>{note.text}</bdi>
          </p>
          <button type="button" class="quiet" onClick={() => answered(() => member.putNoteAway())}>
            Got it
          </button>
        </div>
      )}
    </>
  );
}

/** The button that was pressed goes away; the focus goes to one that stays. */
function answered(answer: () => void): void {
  answer();
  document.querySelector<HTMLElement>('#room-bar .hand-button')?.focus();
}

function Refused({ fault }: { fault: Fault }): JSX.Element {
  return (
    <p class="room-refused" role="status">
      <strong>{fault.title}.</strong> {fault.message} {fault.hint}
    </p>
  );
}

function OverBar({ title, hint }: { title: string; hint: string }): JSX.Element {
  return (
    <div class="room-strip" role="status">
      <strong>{title}.</strong> <span>{hint}</span>
      <a href="/join/">Join a room</a>
    </div>
  );
}

function leaveEnded(): void {
  forgetIdentity();
  location.reload();
}
