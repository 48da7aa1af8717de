import type { JSX } from 'preact';
import { participantOf } from '#server/rooms/state/room-state.ts';
import type { CodeQuestion } from '#protocol/room-snapshot.ts';
import type { Host } from '../host.ts';
import type { RoomLesson } from '../room-lesson.ts';

interface ShownCodeProps {
  host: Host;
  question: Extract<CodeQuestion, { is: 'shown' }>;
  lessons: readonly RoomLesson[];
  children?: JSX.Element;
}

/** Somebody's code, shown with their consent: text, read only, never run from here. */
export function ShownCode({ host, question, lessons, children }: ShownCodeProps): JSX.Element {
  const { participant, exercise, language, code } = question;
  const name = host.room.value === undefined ? '' : participantOf(host.room.value, participant)?.name;
  const title = lessons.find(({ slug }) => slug === exercise)?.title ?? exercise;
  return (
    <section class="shown-code" aria-label="Code that a participant shows">
      <p class="shown-head">
        <bdi>{name}</bdi> shows {language === 'python' ? 'Python' : 'TypeScript'}: {title}
        {children}
      </p>
      <pre tabIndex={0}>
        <code>
          {code.split('\n').map((line, index) => (
            <span class="line" key={index} data-line={index + 1}>
              {`${line}\n`}
            </span>
          ))}
        </code>
      </pre>
    </section>
  );
}
