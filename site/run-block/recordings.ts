import { LIMITS } from '#limits';
import { LANGUAGES, type Language } from '#protocol/languages.ts';
import { parseRecordedRun, type RecordedRun } from '#protocol/recorded-run.ts';

const files = import.meta.glob<string>('/content/examples/*/recorded.{typescript,python}.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export type Recordings = Partial<Record<Language, RecordedRun>>;

/** Parsed once: the arrows of a timeline lead from event to event, and so need the same objects in a pair and in its blocks. */
const parsed = new Map<string, Recordings>();

/** The recorded runs of an example, read at build time. A new example has none until `npm run record` has run it. */
export function recordingsOf(slug: string): Recordings {
  const known = parsed.get(slug) ?? parseRecordings(slug);
  parsed.set(slug, known);
  return known;
}

function parseRecordings(slug: string): Recordings {
  const recordings: Recordings = {};
  for (const language of LANGUAGES) {
    const path = `/content/examples/${slug}/recorded.${language}.json`;
    const text = files[path];
    if (text === undefined) continue;
    const result = parseRecordedRun(text, LIMITS);
    if (!result.ok) throw new Error(`${path}: ${result.problem}`);
    recordings[language] = result.run;
  }
  return recordings;
}
