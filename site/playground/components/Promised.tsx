import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { LIMITS } from '#limits';
import type { BrowserEvent } from '#content/example-schema.ts';
import { parseRecordedRun } from '#protocol/recorded-run.ts';
import { recordedLine } from '../../run-block/recorded-line.ts';
import { RunResult } from '../../run-block/RunResult.tsx';
import type { Playground } from '../playground.ts';
import { recordedAsRun, type Run } from '../run-state.ts';

interface Recorded {
  run: Run;
  line: string;
}

/** The result side before the first run: the recorded run of the example, greyed, or else what the example promises. */
export function Promised({ playground }: { playground: Playground }): JSX.Element {
  const example = playground.handler.example.value;
  const language = playground.handler.language.value;
  const recorded = useSignal<Recorded | undefined>(undefined);
  const slug = example?.slug;

  useEffect(() => {
    recorded.value = undefined;
    if (slug === undefined) return;
    const leaving = new AbortController();
    void fetchRecorded(slug, language, leaving.signal).then((found) => {
      if (!leaving.signal.aborted) recorded.value = found;
    });
    return () => leaving.abort();
  }, [slug, language, recorded]);

  // A recording is of the example's own code under uvicorn.
  const shown =
    playground.handler.edited.value || playground.handler.profile.value !== 'uvicorn' ? undefined : recorded.value;
  return (
    <div class="promised">
      <p class="promised-note">
        {shown === undefined ? 'Not run yet. Press Run to see it live.' : `${shown.line}: press Run to see it live.`}
      </p>
      <h2>{example?.title}</h2>
      <p>{example?.summary}</p>
      {shown === undefined ? <Told playground={playground} /> : <RunResult run={shown.run} isOpen />}
    </div>
  );
}

/** Undefined where there is no recording, or no server to ask for it. */
async function fetchRecorded(slug: string, language: string, signal: AbortSignal): Promise<Recorded | undefined> {
  try {
    const response = await fetch(`/recordings/${slug}.${language}.json`, { signal });
    if (!response.ok) return undefined;
    const parsed = parseRecordedRun(await response.text(), LIMITS);
    if (!parsed.ok) return undefined;
    return {
      run: recordedAsRun(parsed.run, { runId: `recorded-${slug}`, title: slug, code: '' }),
      line: recordedLine(parsed.run),
    };
  } catch {
    // What the example promises stays.
    return undefined;
  }
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
