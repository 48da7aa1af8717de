import { closeCodeEntry, closeCodeRange, AUTOCODER_CLOSE_CODES } from '#content/close-codes.ts';
import type { CodeCount, RoomSnapshot } from '#protocol/room-snapshot.ts';
import { codeOutcome, type CodeOutcome } from '#server/rooms/state/distribution.ts';

/** One course of the wall: a code, and a brick for each participant whose client saw it last. */
export interface Course extends CodeCount {
  name: string;
  outcome: CodeOutcome;
}

export const OUTCOMES = ['untold', 'failed', 'ordinary', 'told'] as const satisfies readonly CodeOutcome[];

export const OUTCOME_WORDS: Record<CodeOutcome, string> = {
  untold: 'told nothing',
  failed: 'handler failed',
  ordinary: 'ordinary end',
  told: 'told why',
};

/** What nobody was told of first, what everybody should come to last; codes in order within. */
export function wallOf(distribution: readonly CodeCount[]): Course[] {
  return distribution
    .map(({ code, count }) => ({ code, count, name: codeName(code), outcome: codeOutcome(code) }))
    .toSorted((a, b) => OUTCOMES.indexOf(a.outcome) - OUTCOMES.indexOf(b.outcome) || a.code - b.code);
}

export function codeName(code: number): string {
  const own = AUTOCODER_CLOSE_CODES.find((entry) => entry.code === code);
  return closeCodeEntry(code)?.name ?? own?.name ?? closeCodeRange(code)?.name ?? 'No code';
}

/** The wall as a sentence: what most clients of the room were told. */
export function wallSentence(distribution: readonly CodeCount[], people: number): string {
  const seen = distribution.reduce((sum, { count }) => sum + count, 0);
  if (people === 0) return 'Nobody is in the room yet.';
  if (seen === 0) return 'No client has been closed yet.';
  const of = (outcome: CodeOutcome): number =>
    distribution.reduce((sum, { code, count }) => (codeOutcome(code) === outcome ? sum + count : sum), 0);
  const [untold, told] = [of('untold'), of('told')];
  if (untold === seen) return `${allClients(seen)} told nothing.`;
  if (told === seen) return `${allClients(seen)} told why.`;
  if (untold > 0 && told > 0) return `${told} of ${seen} clients were told why, ${untold} were told nothing.`;
  if (untold > 0) return `${untold} of ${seen} clients ${untold === 1 ? 'was' : 'were'} told nothing.`;
  if (told > 0) return `${told} of ${seen} clients ${told === 1 ? 'was' : 'were'} told why.`;
  const failed = of('failed');
  return failed === 0 ? 'No client was refused.' : `The handler failed for ${failed} of ${seen} clients.`;
}

function allClients(count: number): string {
  if (count === 1) return 'The only client was';
  return count === 2 ? 'Both clients were' : `All ${count} clients were`;
}

/** A column of the strip under the wall: the share of each outcome, bottom up, in [0, 1]. */
export interface StripColumn {
  atMs: number;
  shares: Record<CodeOutcome, number>;
}

/** The last half hour in columns of equal time; a column without a change repeats the one before. */
export function stripOf(
  history: RoomSnapshot['history'],
  nowMs: number,
  { columns, stepMs }: { columns: number; stepMs: number },
): StripColumn[] {
  const endMs = nowMs - (nowMs % stepMs);
  return Array.from({ length: columns }, (_, index) => {
    const atMs = endMs - (columns - 1 - index) * stepMs;
    const counts = history.findLast((bucket) => bucket.atMs <= atMs + stepMs - 1)?.counts ?? [];
    const total = counts.reduce((sum, { count }) => sum + count, 0);
    const share = (outcome: CodeOutcome): number =>
      counts.reduce((sum, { code, count }) => (codeOutcome(code) === outcome ? sum + count : sum), 0) / (total || 1);
    return {
      atMs,
      shares: {
        untold: share('untold'),
        failed: share('failed'),
        ordinary: share('ordinary'),
        told: share('told'),
      },
    };
  });
}
