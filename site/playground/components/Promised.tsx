import type { JSX } from 'preact';
import type { BrowserEvent } from '#content/example-schema.ts';
import type { Playground } from '../playground.ts';
import { SameAsNote } from './SameAsNote.tsx';

/** The result side while there is neither a run nor a recording of one: what would be seen, and how to see it. */
export function Promised({ playground }: { playground: Playground }): JSX.Element {
  const { example, edited } = playground.handler;
  return (
    <div class="promised">
      <p class="promised-note">Not run yet.</p>
      <h2>
        {edited.value && 'Edited: '}
        {example.value?.title}
      </h2>
      {edited.value ? (
        <p>
          The code is yours now, and nobody knows what it does until it runs. Press Run or <kbd>Ctrl ↵</kbd>: your
          browser dials it, and what both ends saw stands here.
        </p>
      ) : (
        <>
          <p>{example.value?.summary}</p>
          <Told playground={playground} />
          <SameAsNote playground={playground} />
          <p>
            Press Run or <kbd>Ctrl ↵</kbd> to see it happen.
          </p>
        </>
      )}
    </div>
  );
}

function Told({ playground }: { playground: Playground }): JSX.Element | null {
  const client = playground.handler.example.value?.clients.at(-1);
  const sees = client?.sees[playground.handler.profile.value];
  if (sees === undefined) return null;
  return (
    <>
      <h3>What your browser is about to be told</h3>
      <ol>
        {sees.events.map((event, index) => (
          <li key={index}>{describe(event)}</li>
        ))}
      </ol>
    </>
  );
}

function describe(event: BrowserEvent): string {
  switch (event.type) {
    case 'open':
      return event.protocol ? `open, protocol ${event.protocol}` : 'open';
    case 'message':
      return `message ${JSON.stringify(event.data)}`;
    case 'error':
      return 'error';
    case 'close':
      return `close ${event.code} ${JSON.stringify(event.reason)}`;
  }
}
