import type { JSX } from 'preact';
import type { ExerciseData } from '../exercise-data.ts';
import { InlineCode } from './InlineCode.tsx';
import { WhoDials } from './WhoDials.tsx';

export function Task({ data }: { data: ExerciseData }): JSX.Element {
  const { lesson, chapter, textHtml } = data;
  return (
    <>
      <p class="chapter">{chapter}</p>
      <h2 class="title">{lesson.title}</h2>
      <div class="story" dangerouslySetInnerHTML={{ __html: textHtml }} />
      <div class="goal">
        <h3>Your task</h3>
        <p>
          <InlineCode text={lesson.task} />
        </p>
      </div>
      <details class="who-dials">
        <summary>Who dials when you press Run</summary>
        <WhoDials clients={lesson.clients} />
      </details>
    </>
  );
}
