import { z } from 'zod';
import { HANDLER_FILES } from '#content/examples.ts';
import type { Example } from '#content/example-schema.ts';
import { LANGUAGES, type Language } from '#protocol/languages.ts';

/** As the tracebacks of each language name it. */
export const FILE_NAMES: Readonly<Record<Language, string>> = HANDLER_FILES;

/** Why the server runs no handler of a language; a language that it runs is not in it. */
export type Unavailable = Partial<Record<Language, string>>;

const Health = z.object({ unavailable: z.partialRecord(z.enum(LANGUAGES), z.string()) });

/** Reads the answer of `/healthz`. What cannot be read says nothing against a language: a run would be refused. */
export function unavailableLanguages(health: unknown): Unavailable {
  return Health.safeParse(health).data?.unavailable ?? {};
}

/** What stands in the way of a language: `undefined` where nothing does. */
export type Obstacle =
  | { kind: 'not-written'; because: string }
  /** `command` turns it on, where there is one. */
  | { kind: 'off'; why: string; command?: string };

export function obstacleTo(
  language: Language,
  example: Example | undefined,
  unavailable: Unavailable,
): Obstacle | undefined {
  const only = example?.only;
  if (only !== undefined && only.language !== language) return { kind: 'not-written', because: only.because };
  const reason = unavailable[language];
  return reason === undefined ? undefined : { kind: 'off', ...splitCommand(reason) };
}

/** The language that is shown: the chosen one if it can be had, else another, else the one that is written. */
export function shownLanguage(chosen: Language, example: Example | undefined, unavailable: Unavailable): Language {
  if (example?.only !== undefined) return example.only.language;
  const free = [chosen, ...LANGUAGES].find((language) => obstacleTo(language, example, unavailable) === undefined);
  return free ?? chosen;
}

/** The server's reason ends with the command: "It has not been built: npm run build:python". */
function splitCommand(reason: string): { why: string; command?: string } {
  const [, why, command] = /^(.*): (npm run \S+)$/s.exec(reason) ?? [];
  return why === undefined || command === undefined ? { why: reason } : { why: `${why}.`, command };
}
