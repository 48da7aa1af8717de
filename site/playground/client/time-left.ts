const REASONS: Readonly<Record<string, string>> = {
  idleMs: 'unless somebody connects',
  keptOpenMs: 'unless somebody connects',
};

/** "ends in 9:58 unless somebody connects", from the limit that is about to end a run. */
export function timeLeftText(limit: string, leftMs: number): string {
  const seconds = Math.max(0, Math.ceil(leftMs / 1_000));
  const clock = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return `ends in ${clock} ${REASONS[limit] ?? 'at the latest'}`;
}
