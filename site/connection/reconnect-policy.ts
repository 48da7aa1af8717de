const FIRST_MS = 500;
const LONGEST_MS = 15_000;

/**
 * How long to wait before attempt `attempt` (from 1). Doubles, is cut at 15 s,
 * and is spread by a fifth either way so that the pages of a whole room do not
 * return at the same moment. `random` is in [0, 1).
 */
export function reconnectDelayMs(attempt: number, random: number): number {
  const delayMs = Math.min(LONGEST_MS, FIRST_MS * 2 ** (attempt - 1));
  return Math.round(delayMs * (0.8 + 0.4 * random));
}

/**
 * A connection counts as recovered when it has lasted this long or has
 * brought a message. `open` alone proves nothing: a server that accepts and
 * then refuses would be called again at once, for ever.
 */
export const RECOVERED_AFTER_MS = 5_000;
