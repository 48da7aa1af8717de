import type { JSX } from 'preact';

/** Our own drawings on a grid of 16, beside a word that says the same. */
const PATHS = {
  told: 'M2.5 8.5 6.5 12.5 13.5 4',
  untold: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  failed: 'M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.3v.6',
  ordinary: 'M2.5 8h11',
  waiting: 'M4 8h.1M8 8h.1M12 8h.1',
  reading: 'M2 3.5c2-1 4-1 6 .5 2-1.500 4-1.500 6-.5v9c-2-1-4-1-6 .5-2-1.500-4-1.500-6-.5zM8 4v9',
  running: 'M4.500 2.500v11l9-5.500z',
  stuck: 'M8 1.800a6.200 6.200 0 1 0 0 12.400A6.200 6.200 0 0 0 8 1.800M8 4.500V8l2.500 2',
  done: 'M2.5 8.5 6.5 12.5 13.5 4',
  hand: 'M5 8V4a1 1 0 0 1 2 0v3M7 7V3a1 1 0 0 1 2 0v4M9 7V3.500a1 1 0 0 1 2 0V8M11 7V5.500a1 1 0 0 1 2 0V10a4.500 4.500 0 0 1-8.500 2L2.800 9.300a1 1 0 0 1 1.700-1L5 9',
  lock: 'M4 7.500h8v6H4zM5.500 7.500V5a2.500 2.500 0 0 1 5 0v2.500',
} as const;

export type SignName = keyof typeof PATHS;

export function Sign({ name }: { name: SignName }): JSX.Element {
  return (
    <svg class={`sign sign-${name}`} viewBox="0 0 16 16" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  );
}
