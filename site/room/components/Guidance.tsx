import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Participant } from '#protocol/room-snapshot.ts';
import { minutesSince, standingOf } from '#server/rooms/state/standing.ts';
import type { Host } from '../host.ts';
import type { RoomLesson } from '../room-lesson.ts';
import { Sign } from './Sign.tsx';

interface GuidanceProps {
  host: Host;
  lessons: readonly RoomLesson[];
  onChoose: (participant: number) => void;
}

/** What the facilitator does with the whole room, and who needs them, longest wait first. */
export function Guidance({ host, lessons, onChoose }: GuidanceProps): JSX.Element {
  const room = host.room.value;
  const exercise = useSignal(room?.pointedAt ?? lessons[0]?.slug ?? '');
  const note = useSignal('');
  const send = (event: Event): void => {
    event.preventDefault();
    if (note.value.trim() === '') return;
    host.act({ kind: 'send-note', text: note.value });
    note.value = '';
  };
  return (
    <>
      <Needs host={host} onChoose={onChoose} />
      <section class="panel">
        <h2>Exercise</h2>
        <select
          aria-label="Exercise"
          value={exercise}
          onChange={({ currentTarget }) => (exercise.value = currentTarget.value)}
        >
          {lessons.map(({ slug, title }) => (
            <option value={slug} key={slug}>
              {title}
            </option>
          ))}
        </select>
        <div class="panel-actions">
          <button type="button" onClick={() => host.act({ kind: 'point-room', exercise: exercise.value })}>
            {room?.pointedAt === exercise.value ? 'Pointed here' : 'Point the room here'}
          </button>
          <button
            type="button"
            disabled={room?.released.includes(exercise.value)}
            onClick={() => host.act({ kind: 'release-solution', exercise: exercise.value })}
          >
            {room?.released.includes(exercise.value) === true ? 'Solution released' : 'Release the solution'}
          </button>
        </div>
      </section>
      <form class="panel" onSubmit={send}>
        <h2>Note to everybody</h2>
        <textarea
          aria-label="Note to everybody"
          rows={2}
          maxLength={300}
          value={note}
          onInput={({ currentTarget }) => (note.value = currentTarget.value)}
        />
        <div class="panel-actions">
          <button type="submit">Send the note</button>
        </div>
      </form>
    </>
  );
}

interface Need {
  number: number;
  name: string;
  sinceMs: number;
  why: 'hand' | 'stuck';
}

/** Hands before who is only stuck; within, who has waited longest. */
function needsOf(participants: readonly Participant[], nowMs: number, stuckAfterMs: number): Need[] {
  const needs: Need[] = [];
  for (const participant of participants) {
    const { number, name, handAtMs } = participant;
    const standing = standingOf(participant, nowMs, stuckAfterMs);
    if (handAtMs !== undefined) needs.push({ number, name, sinceMs: handAtMs, why: 'hand' });
    else if (standing.is === 'stuck') needs.push({ number, name, sinceMs: standing.sinceMs, why: 'stuck' });
  }
  return needs.toSorted((a, b) => Number(b.why === 'hand') - Number(a.why === 'hand') || a.sinceMs - b.sinceMs);
}

function Needs({ host, onChoose }: Omit<GuidanceProps, 'lessons'>): JSX.Element {
  const nowMs = host.nowMs.value;
  const needs = needsOf(host.room.value?.participants ?? [], nowMs, host.stuckAfterMs.value);
  return (
    <section class="panel">
      <h2>Who needs you</h2>
      {needs.length === 0 ? (
        <p class="quiet-text">Nobody at the moment.</p>
      ) : (
        <ol class="needs">
          {needs.slice(0, 8).map(({ number, name, sinceMs, why }) => (
            <li key={number} class={`need-${why}`}>
              <Sign name={why} />
              <button type="button" class="need-name" onClick={() => onChoose(number)}>
                <bdi>{name}</bdi>
              </button>
              <span class="of">
                {why === 'hand' ? 'hand up' : 'stuck'}
                {minutesSince(sinceMs, nowMs) > 0 && ` ${minutesSince(sinceMs, nowMs)} min`}
              </span>
              {why === 'hand' && (
                <button type="button" onClick={() => host.act({ kind: 'lower-hand-of', participant: number })}>
                  Lower
                </button>
              )}
            </li>
          ))}
        </ol>
      )}
      {needs.length > 8 && <p class="quiet-text">and {needs.length - 8} more</p>}
    </section>
  );
}
