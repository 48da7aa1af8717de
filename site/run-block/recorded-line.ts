import type { RecordedRun } from '#protocol/recorded-run.ts';
import { formatMs, spanMs } from './span.ts';

const DATE = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' });

/** "Recorded 28 Nov 2026 in Chromium 153 · 1.6 ms" */
export function recordedLine(run: RecordedRun): string {
  const { recordedOn, recordedWith } = run;
  const [browser = ''] = /^\w+ \d+/.exec(recordedWith) ?? [];
  const length = formatMs(spanMs({ browser: run.browser, server: run.timeline }));
  return `Recorded ${DATE.format(new Date(recordedOn))} in ${browser} · ${length}`;
}
