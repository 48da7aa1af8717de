// Runs in the browser and on the server. No DOM, no node: imports.
import type { CodeCount, RoomSnapshot } from '#protocol/room-snapshot.ts';

/** How many participants saw each code last, by code. Who has seen none yet counts nowhere. */
export function distributionOf({ participants }: Pick<RoomSnapshot, 'participants'>): CodeCount[] {
  const counts = new Map<number, number>();
  for (const { saw } of participants) if (saw !== undefined) counts.set(saw.code, (counts.get(saw.code) ?? 0) + 1);
  return [...counts].map(([code, count]) => ({ code, count })).toSorted((a, b) => a.code - b.code);
}

/** What a code did for the client: the colour, the sign and the word that it is shown with. */
export type CodeOutcome = 'told' | 'ordinary' | 'untold' | 'failed';

/**
 * `told`: an application or a library said why. `ordinary`: a normal ending.
 * `untold`: the client learnt nothing. `failed`: the handler or the server
 * broke, and the client learnt only that.
 */
export function codeOutcome(code: number): CodeOutcome {
  if (code === 1000 || code === 1001 || code === 1005) return 'ordinary';
  if (code === 1006 || code === 1015) return 'untold';
  if (code === 1011) return 'failed';
  return 'told';
}
