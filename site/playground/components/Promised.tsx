import type { JSX } from 'preact';
import type { BrowserEvent } from '#content/example-schema.ts';
import type { Playground } from '../playground.ts';

/** The result side before the first run: what the example promises, marked as not yet seen. */
export function Promised({ playground }: { playground: Playground }): JSX.Element {
  const example = playground.example.value;
  const client = example?.clients.at(-1);
  const sees = client?.sees[playground.profile.value];
  return (
    <div class="promised">
      <p class="promised-note">Not run yet. Press Run to see it live.</p>
      <h2>{example?.title}</h2>
      <p>{example?.summary}</p>
      {sees !== undefined && (
        <>
          <h3>What your browser is about to be told</h3>
          <ol>
            {sees.events.map((event, index) => (
              <li key={index}>{describe(event)}</li>
            ))}
          </ol>
        </>
      )}
    </div>
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
