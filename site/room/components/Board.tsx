import type { JSX } from 'preact';
import type { Host } from '../host.ts';
import { distributionOf } from '#server/rooms/state/distribution.ts';
import type { RoomLesson } from '../room-lesson.ts';
import { JoinCard } from './JoinCard.tsx';
import { Rows } from './Rows.tsx';
import { ShownCode } from './ShownCode.tsx';
import { Strip, Wall } from './Wall.tsx';

/** What the whole team sees: the wall, and a row for each of them. */
export function Board({ host, lessons }: { host: Host; lessons: readonly RoomLesson[] }): JSX.Element {
  const room = host.room.value;
  if (room === undefined) return <p class="host-wait">Connecting to the room</p>;
  const people = room.participants.length;
  const density = people > 44 ? 'three' : people > 22 ? 'two' : 'one';
  const pointed = lessons.find(({ slug }) => slug === room.pointedAt)?.title;
  const question = room.question;
  return (
    <div class={`board${question?.is === 'shown' ? ' is-showing' : ''}`} data-status={host.status.value}>
      <header class="board-head">
        <h1>
          <bdi>{room.title === '' ? 'Workshop' : room.title}</bdi>
        </h1>
        {pointed !== undefined && (
          <p class="board-pointed">
            Now: <strong>{pointed}</strong>
          </p>
        )}
        {host.status.value !== 'attached' && <p class="board-offline">Not connected: the board is as it was.</p>}
        {people > 0 && <JoinCard host={host} />}
      </header>
      {question?.is === 'shown' ? (
        <ShownCode host={host} question={question} lessons={lessons} />
      ) : (
        <div class="board-wall">
          <Wall distribution={distributionOf(room)} people={people} />
          <Strip room={room} nowMs={host.nowMs.value} />
        </div>
      )}
      <div class={`board-rows density-${density}`}>
        {people > 0 ? <Rows host={host} lessons={lessons} /> : <JoinCard host={host} />}
      </div>
    </div>
  );
}
