import { computed, effect } from '@preact/signals';
import { LIMITS } from '#limits';
import { parseRecordedRun, type RecordedRun } from '#protocol/recorded-run.ts';
import type { Playground } from '../playground.ts';
import { recordedAsRun } from '../run-state.ts';
import type { Sharing, SideName } from './sharing.ts';

/** The run that came with a link has this id: it is its author's word. */
export const SHARED_RUN_ID = 'shared';

/**
 * What a side shows before the visitor has run anything: the run that came
 * with a link, or the one that is kept with the example, as long as the code
 * is theirs. The right side comes and goes with a comparison.
 */
export function showKeptRuns(playground: Playground, sharing: Sharing): () => void {
  const fetched = new Map<string, Promise<RecordedRun | undefined>>();
  const stops = [
    showKeptRun(playground, 'left', { sharing, fetched }),
    effect(() => {
      const other = playground.other.value;
      return other && showKeptRun(other, 'right', { sharing, fetched });
    }),
  ];
  return () => stops.forEach((stop) => stop());
}

interface Sources {
  sharing: Sharing;
  /** Recordings of examples by name. */
  fetched: Map<string, Promise<RecordedRun | undefined>>;
}

function showKeptRun(playground: Playground, side: SideName, { sharing, fetched }: Sources): () => void {
  const hasOwnRun = computed(() => playground.runs.all.value.some(({ recordedOn }) => recordedOn === undefined));
  /** Counts what was wanted: an answer that comes after something else was wanted is dropped. */
  let wanted = 0;
  return effect(() => {
    wanted += 1;
    if (hasOwnRun.value) return;
    const example = playground.handler.example.value;
    const code = playground.handler.code.value;
    const language = playground.handler.language.value;
    const profile = playground.handler.profile.value;
    const shared = sharing.recorded.value[side];
    if (shared?.of.code === code && shared.of.language === language && shared.recording.server === profile) {
      const title = `Shared: ${example?.title ?? ''}`;
      playground.runs.showRecorded(recordedAsRun(shared.recording, { runId: SHARED_RUN_ID, title, code }));
      return;
    }
    if (example === undefined || playground.handler.edited.value || profile !== 'uvicorn')
      return playground.runs.showRecorded(undefined);
    const name = `${example.slug}.${language}`;
    const recording = fetched.get(name) ?? fetchRecording(name);
    fetched.set(name, recording);
    const own = wanted;
    void recording.then((run) => {
      if (own !== wanted) return;
      const { title, slug } = example;
      playground.runs.showRecorded(run && recordedAsRun(run, { runId: name, title, code, example: slug }));
    });
  });
}

/** Undefined where there is none, or it cannot be had: then the example's promise stands there. */
async function fetchRecording(name: string): Promise<RecordedRun | undefined> {
  try {
    const response = await fetch(`/recordings/${name}.json`);
    if (!response.ok) return undefined;
    const parsed = parseRecordedRun(await response.text(), LIMITS);
    return parsed.ok ? parsed.run : undefined;
  } catch {
    // The server is away; the notice under the toolbar says so.
    return undefined;
  }
}
