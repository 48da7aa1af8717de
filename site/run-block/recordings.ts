import { LIMITS } from '#limits';
import { LANGUAGES, type Language } from '#protocol/languages.ts';
import { parseRecordedRun, type RecordedRun } from '#protocol/recorded-run.ts';

const files = import.meta.glob<string>('/content/examples/*/recorded.{typescript,python}.json', {
  query: '?raw',
  import: 'default',
  eager: true,
});

export type Recordings = Partial<Record<Language, RecordedRun>>;

/** The recorded runs of an example, read at build time. A new example has none until `npm run record` has run it. */
export function recordingsOf(slug: string): Recordings {
  const recordings: Recordings = {};
  for (const language of LANGUAGES) {
    const path = `/content/examples/${slug}/recorded.${language}.json`;
    const text = files[path];
    if (text === undefined) continue;
    const parsed = parseRecordedRun(text, LIMITS);
    if (!parsed.ok) throw new Error(`${path}: ${parsed.problem}`);
    recordings[language] = parsed.run;
  }
  return recordings;
}
