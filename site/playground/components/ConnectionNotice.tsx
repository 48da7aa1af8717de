import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Playground } from '../playground.ts';
import { Icon } from './icons.tsx';

/** One line under the toolbar while the server is away; nothing otherwise. */
export function ConnectionNotice({ playground }: { playground: Playground }): JSX.Element | null {
  const nowMs = useSignal(0);
  const control = playground.link.status.value;
  const waiting = control?.kind === 'waiting';
  useEffect(() => {
    if (!waiting) return;
    nowMs.value = performance.now();
    const timer = setInterval(() => (nowMs.value = performance.now()), 250);
    return () => clearInterval(timer);
  }, [waiting, nowMs]);

  if (control?.kind !== 'waiting') return null;
  const seconds = Math.max(1, Math.ceil((control.retryAtMs - nowMs.value) / 1000));
  return (
    <p class="connection-notice">
      <Icon name="warning" />
      <span>Not connected to the playground. Trying again in {seconds} s. Your code is safe.</span>
      <button type="button" class="quiet" onClick={() => playground.link.reconnect()}>
        Try now
      </button>
    </p>
  );
}
