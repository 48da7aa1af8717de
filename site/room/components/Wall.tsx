import type { JSX } from 'preact';
import type { CodeCount, RoomSnapshot } from '#protocol/room-snapshot.ts';
import { OUTCOMES, OUTCOME_WORDS, stripOf, wallOf, wallSentence } from '../wall-layout.ts';
import { Sign } from './Sign.tsx';

/** The close codes of the whole room: a brick for each participant, by the code that their client saw last. */
export function Wall({ distribution, people }: { distribution: readonly CodeCount[]; people: number }): JSX.Element {
  const courses = wallOf(distribution);
  const seen = courses.reduce((sum, { count }) => sum + count, 0);
  return (
    <section class="wall" aria-label="Close codes of the room">
      <p class="wall-sentence">{wallSentence(distribution, people)}</p>
      {courses.length === 0 ? (
        <p class="wall-empty">
          A brick appears here for each client that is closed, under the code that it saw. Press Run in an exercise.
        </p>
      ) : (
        <ol class="courses">
          {courses.map(({ code, name, count, outcome }) => (
            <li class={`course outcome-${outcome}`} key={code}>
              <span class="course-code">{code}</span>
              <span class="course-name">
                {name}
                <span class="course-word">
                  <Sign name={outcome} />
                  {OUTCOME_WORDS[outcome]}
                </span>
              </span>
              <span class="bricks" aria-hidden="true" style={{ '--people': Math.max(people, 8) }}>
                {Array.from({ length: count }, (_, brick) => (
                  <i class="brick" key={brick} />
                ))}
              </span>
              <span class="course-count">
                {count}
                <span class="of"> of {people}</span>
              </span>
            </li>
          ))}
        </ol>
      )}
      {people > seen && seen > 0 && (
        <p class="wall-rest">
          {people - seen} of {people} have no closed client yet.
        </p>
      )}
    </section>
  );
}

const STEP_MS = 15_000;
/** Half an hour, or as long as the room is open; not less than five minutes. */
const MAX_COLUMNS = 120;
const MIN_COLUMNS = 20;

/** How the wall became what it is: from the bottom what was told, down from the top what was not. */
export function Strip({ room, nowMs }: { room: RoomSnapshot; nowMs: number }): JSX.Element {
  const open = Math.ceil((nowMs - room.openedAtMs) / STEP_MS);
  const count = Math.min(MAX_COLUMNS, Math.max(MIN_COLUMNS, open));
  const columns = stripOf(room.history, nowMs, { columns: count, stepMs: STEP_MS });
  return (
    <figure class="strip">
      <svg viewBox={`0 0 ${count} 100`} preserveAspectRatio="none" aria-hidden="true">
        {columns.map(({ shares, atMs }, x) => {
          let y = 0;
          return OUTCOMES.map((outcome) => {
            const height = shares[outcome] * 100;
            const top = y;
            y += height;
            return (
              height > 0 && (
                <rect key={`${atMs}${outcome}`} class={`outcome-${outcome}`} x={x} y={top} width="1" height={height} />
              )
            );
          });
        })}
      </svg>
      <figcaption>
        <span class="strip-ends">
          <span>{Math.round((count * STEP_MS) / 60_000)} min ago</span>
          <span>now</span>
        </span>
        {OUTCOMES.map((outcome) => (
          <span class={`key outcome-${outcome}`} key={outcome}>
            <Sign name={outcome} />
            {OUTCOME_WORDS[outcome]}
          </span>
        ))}
      </figcaption>
    </figure>
  );
}

/** The wall in one line, for a page that has something else to show. */
export function WallLine({ distribution }: { distribution: readonly CodeCount[] }): JSX.Element {
  return (
    <span class="wall-line">
      {wallOf(distribution).map(({ code, count, outcome, name }) => (
        <span class={`wall-part outcome-${outcome}`} key={code} style={{ flexGrow: count }} title={`${name}: ${count}`}>
          <Sign name={outcome} />
          {code} <span class="of">× {count}</span>
        </span>
      ))}
    </span>
  );
}
