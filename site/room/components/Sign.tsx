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
  hand: 'M3.9 3.2a.9.9 0 0 1 1.8 0V7h.6V1.900a.9.9 0 0 1 1.800 0V7h.6V2.400a.9.9 0 0 1 1.800 0V7h.6V4.200a.9.9 0 0 1 1.800 0V10.500C12.900 13.500 11 15 8.600 15 6.200 15 5 13.900 4 12.300L1.700 8.700a.95.95 0 0 1 1.500-1.100L3.900 8.400z',
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
