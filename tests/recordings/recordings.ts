import { existsSync, readFileSync } from 'node:fs';
import { LIMITS } from '#limits';
import type { Example } from '#content/example-schema.ts';
import { LANGUAGES, type Language } from '#protocol/languages.ts';
import { parseRecordedRun, type RecordedRun } from '#protocol/recorded-run.ts';

/** Runs at the same time: most of each is waiting. */
export const LANES = 4;

/**
 * Examples in which the browser hangs up while the handler is still at work.
 * What the page is told is always the same; what the server meets is not.
 */
export const RACES: ReadonlySet<string> = new Set(['subprotocol-not-echoed']);

export interface Recordable {
  example: Example;
  language: Language;
}

/** Each example in each language that it is written in. */
export function recordables(examples: readonly Example[]): Recordable[] {
  return examples.flatMap((example) =>
    LANGUAGES.filter((language) => example.code[language] !== undefined).map((language) => ({ example, language })),
  );
}

export function recordingFile({ example, language }: Recordable): URL {
  return new URL(`../../content/examples/${example.slug}/recorded.${language}.json`, import.meta.url);
}

/** Undefined where there is none yet. */
export function storedRecording(recordable: Recordable): RecordedRun | undefined {
  const file = recordingFile(recordable);
  if (!existsSync(file)) return undefined;
  const parsed = parseRecordedRun(readFileSync(file, 'utf8'), LIMITS);
  if (!parsed.ok) throw new Error(`${file.pathname}: ${parsed.problem}`);
  return parsed.run;
}

/** Calls `work` for every item, `LANES` at a time. */
export async function inLanes<Item>(items: readonly Item[], work: (item: Item) => Promise<void>): Promise<void> {
  const rest = items.values();
  await Promise.all(
    Array.from({ length: LANES }, async () => {
      for (const item of rest) await work(item);
    }),
  );
}
