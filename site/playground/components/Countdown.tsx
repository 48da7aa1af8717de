import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

/** "4 s", and then what stands there when the time is over. */
export function Countdown({ untilMs, over }: { untilMs: number; over: string }): JSX.Element {
  const seconds = useSignal(0);
  useEffect(() => {
    const tick = (): void => void (seconds.value = Math.ceil((untilMs - performance.now()) / 1000));
    tick();
    const timer = setInterval(tick, 250);
    return () => clearInterval(timer);
  }, [untilMs, seconds]);
  return <>{seconds.value > 0 ? `in about ${seconds.value} s` : over}</>;
}
