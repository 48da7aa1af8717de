import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Run } from '../run-state.ts';
import { timeLeftText } from './time-left.ts';

/** How long the run lasts if nothing else happens, and why. */
export function TimeLeft({ deadline }: { deadline: Run['deadline'] }): JSX.Element | null {
  const nowMs = useSignal(performance.now());
  useEffect(() => {
    nowMs.value = performance.now();
    const timer = setInterval(() => (nowMs.value = performance.now()), 500);
    return () => clearInterval(timer);
  }, [deadline, nowMs]);
  if (deadline === undefined) return null;
  return <span class="time-left">{timeLeftText(deadline.limit, deadline.endsAtMs - nowMs.value)}</span>;
}
