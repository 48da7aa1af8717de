import type { JSX } from 'preact';
import type { LessonClient, LessonStep } from '#content/lesson-schema.ts';
import { formatScript } from '../../playground/client/client-script.ts';
import { withQuery } from '../../playground/connection/guest-url.ts';

/** The clients of an exercise, in the order in which they dial. */
export function WhoDials({ clients }: { clients: readonly LessonClient[] }): JSX.Element {
  return (
    <ol class="clients-of-exercise">
      {clients.map((client) => (
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
  );
}

function Steps({ client }: { client: LessonClient }): JSX.Element | null {
  if (client.reconnects !== undefined)
    return (
      <p>
        After each close it asks <code>{client.reconnects.policyPath}</code> whether and when to dial again, until it
        has waited for {client.reconnects.forMs / 1000} s in all.
      </p>
    );
  return client.script.length === 0 ? null : <pre>{client.script.map(stepText).join('\n')}</pre>;
}

function stepText(step: LessonStep): string {
  return step.do === 'send-record' ? `send what ${step.of} saw` : formatScript([step]);
}
