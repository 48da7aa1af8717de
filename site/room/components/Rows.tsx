import type { JSX } from 'preact';
import type { Participant } from '#protocol/room-snapshot.ts';
import { minutesSince, standingOf, type Standing } from '#server/rooms/state/standing.ts';
import type { Host } from '../host.ts';
import type { RoomLesson } from '../room-lesson.ts';
import { CodeBadge } from './CodeBadge.tsx';
import { Sign } from './Sign.tsx';

export interface RowsProps {
  host: Host;
  lessons: readonly RoomLesson[];
  /** Left out where nothing can be chosen. */
  onChoose?: (participant: number) => void;
  chosen?: number | undefined;
}

/** A row for each participant, in the order in which they came, so that nobody has to look for a name. */
export function Rows({ host, lessons, onChoose, chosen }: RowsProps): JSX.Element {
  const participants = host.room.value?.participants ?? [];
  const nowMs = host.nowMs.value;
  return (
    <ol class="rows">
      {participants.map((participant) => {
        const { number, name, open, saw, handAtMs } = participant;
        const standing = standingOf(participant, nowMs, host.stuckAfterMs.value);
        const away = !host.connected.value.has(number);
        const title =
          lessons.find(({ slug }) => slug === open?.exercise)?.title ?? open?.exercise ?? 'nothing open yet';
        return (
          <li
            key={number}
            class={`row is-${standing.is}${away ? ' is-away' : ''}${handAtMs === undefined ? '' : ' has-hand'}`}
            data-participant={number}
          >
            <span class="row-name">
              {onChoose === undefined ? (
                <bdi>{name}</bdi>
              ) : (
                <button type="button" aria-pressed={chosen === number} onClick={() => onChoose(number)}>
                  <bdi>{name}</bdi>
                </button>
              )}
              {handAtMs !== undefined && (
                <span class="hand">
                  <Sign name="hand" />
                  <span class="hand-words">{wait(handAtMs, nowMs)}</span>
                </span>
              )}
              {away && <span class="away">away</span>}
            </span>
            <Progress participant={participant} lessons={lessons} />
            <span class="row-exercise">{title}</span>
            <span class="row-standing">
              <Sign name={standing.is} />
              {standingWords(standing, nowMs)}
            </span>
            <CodeBadge saw={saw} />
          </li>
        );
      })}
    </ol>
  );
}

function wait(sinceMs: number, nowMs: number): string {
  const minutes = minutesSince(sinceMs, nowMs);
  return minutes === 0 ? 'hand up' : `hand up ${minutes} min`;
}

export function standingWords(standing: Standing, nowMs: number): string {
  switch (standing.is) {
    case 'waiting':
      return 'waiting';
    case 'reading':
      return 'reading';
    case 'running':
      return `trying, ${standing.runs} ${standing.runs === 1 ? 'run' : 'runs'}`;
    case 'stuck': {
      const minutes = minutesSince(standing.sinceMs, nowMs);
      return minutes === 0 ? 'stuck' : `stuck for ${minutes} min`;
    }
    case 'done':
      return 'done';
  }
}

/** A cell for each exercise: passed, open, or not begun. */
function Progress({ participant, lessons }: { participant: Participant; lessons: readonly RoomLesson[] }): JSX.Element {
  const { passed, open } = participant;
  const has = (slug: string): boolean => passed.some(({ exercise }) => exercise === slug);
  return (
    <span class="progress" role="img" aria-label={`${passed.length} of ${lessons.length} exercises passed`}>
      {lessons.map(({ slug, startsChapter }) => (
        <i
          key={slug}
          class={`cell${has(slug) ? ' is-passed' : ''}${open?.exercise === slug ? ' is-open' : ''}${startsChapter ? ' starts-chapter' : ''}`}
        />
      ))}
    </span>
  );
}
