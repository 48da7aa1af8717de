import type { JSX } from 'preact';
import type { LessonClient, LessonStep } from '#content/lesson-schema.ts';
import { formatScript } from '../../playground/client/client-script.ts';
import { withQuery } from '../../playground/connection/guest-url.ts';
import type { ExerciseData } from './ExercisePage.tsx';
import { InlineCode } from './InlineCode.tsx';

export function Task({ data }: { data: ExerciseData }): JSX.Element {
  const { lesson, chapter, textHtml } = data;
  return (
    <>
      <p class="chapter">{chapter}</p>
      <h1>{lesson.title}</h1>
      <div class="story" dangerouslySetInnerHTML={{ __html: textHtml }} />
      <div class="goal">
        <h2>Your task</h2>
        <p>
          <InlineCode text={lesson.task} />
        </p>
      </div>
      <details class="who-dials">
        <summary>Who dials when you press Run</summary>
        <ol>
          {lesson.clients.map((client) => (
            <li key={client.name}>
              <strong>{client.name}</strong> <code>{withQuery(client.path, client.query)}</code>
              {client.dials === 'with' && ', at the same time'}
              {client.subprotocols.length > 0 && (
                <>
                  , offering <code>{client.subprotocols.join(', ')}</code>
                </>
              )}
              <Steps client={client} />
            </li>
          ))}
        </ol>
      </details>
    </>
  );
}

function Steps({ client }: { client: LessonClient }): JSX.Element | null {
  if (client.reconnects !== undefined)
    return (
      <p>
        After each close it asks <code>{client.reconnects.policyPath}</code> whether and when to dial again, for{' '}
        {client.reconnects.forMs / 1000} s.
      </p>
    );
  return client.script.length === 0 ? null : <pre>{client.script.map(stepText).join('\n')}</pre>;
}

function stepText(step: LessonStep): string {
  return step.do === 'send-record' ? `send what ${step.of} saw` : formatScript([step]);
}
