import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';

const KEY = 'accept-first:split';
const STEP = 2;
const clamp = (percent: number): number => Math.min(70, Math.max(28, percent));

/** Drag it, or move it with the arrow keys. The place is remembered. */
export function Splitter({ leftPercent }: { leftPercent: Signal<number> }): JSX.Element {
  useEffect(() => {
    const kept = Number(localStorage.getItem(KEY));
    if (kept > 0) leftPercent.value = clamp(kept);
  }, [leftPercent]);

  const move = (percent: number): void => {
    leftPercent.value = clamp(percent);
    localStorage.setItem(KEY, String(Math.round(leftPercent.value)));
  };

  return (
    <div
      class="splitter"
      role="separator"
      aria-orientation="vertical"
      aria-label="Width of the code"
      aria-valuenow={Math.round(leftPercent.value)}
      aria-valuemin={28}
      aria-valuemax={70}
      tabIndex={0}
      onKeyDown={(event) => {
        if (event.key === 'ArrowLeft') move(leftPercent.value - STEP);
        if (event.key === 'ArrowRight') move(leftPercent.value + STEP);
      }}
      onPointerDown={(event) => event.currentTarget.setPointerCapture(event.pointerId)}
      onPointerMove={(event) => {
        if (!event.currentTarget.hasPointerCapture(event.pointerId)) return;
        const whole = event.currentTarget.parentElement?.getBoundingClientRect();
        if (whole !== undefined) move(((event.clientX - whole.left) / whole.width) * 100);
      }}
    />
  );
}
