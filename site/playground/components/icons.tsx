import type { JSX } from 'preact';

/** Our own drawings on a grid of 16, in `currentColor`. Always beside a word, so hidden from readers. */
const PATHS = {
  run: 'M4.5 2.5v11l9-5.5z',
  stop: 'M4 4h8v8H4z',
  delivered: 'M2.5 8.5 6.5 12.5 13.5 4',
  lost: 'M3.5 3.5l9 9M12.5 3.5l-9 9',
  forbidden: 'M8 1.8a6.2 6.2 0 1 0 0 12.4A6.2 6.2 0 0 0 8 1.8M3.7 3.7l8.6 8.6',
  neutral: 'M2.5 8h11',
  open: 'M8 4.5a3.5 3.5 0 1 0 0 7 3.5 3.5 0 0 0 0-7',
  chevron: 'M6 3.5 10.5 8 6 12.5',
  send: 'M2.5 8h11M9 3.5 13.5 8 9 12.5',
  close: 'M4 4l8 8M12 4l-8 8',
  keyboard: 'M1.5 4h13v8h-13zM4 6.5h1M7.5 6.5h1M11 6.5h1M5 9.5h6',
  reset: 'M3 3v4h4M3.4 7A5.2 5.2 0 1 1 3 9.5',
  clear: 'M3 4.5h10M6 4.5V3h4v1.5M4.5 4.5l.6 8.5h5.8l.6-8.5',
  share: 'M8 10V2.5M5 5l3-3 3 3M3.5 8v5.5h9V8',
  down: 'M8 2.5v11M3.5 9 8 13.5 12.5 9',
  first: 'M12 3.5 7.5 8 12 12.5M4.5 3.5v9',
  last: 'M4 3.5 8.5 8 4 12.5M11.5 3.5v9',
  back: 'M10 3.5 5.5 8 10 12.5',
  warning: 'M8 2 14.5 13.5h-13zM8 6.5v3.2M8 11.3v.6',
  add: 'M8 3v10M3 8h10',
  duplicate: 'M5.5 5.5v-3h8v8h-3M2.5 5.5h8v8h-8z',
  plug: 'M5.5 2v3.5M10.5 2v3.5M3.5 5.5h9v2a4.5 4.5 0 0 1-9 0zM8 12v2.5',
  compare: 'M2 3h5v10H2zM9 3h5v10H9z',
} as const;

const FILLED: ReadonlySet<IconName> = new Set(['run', 'stop']);

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): JSX.Element {
  const filled = FILLED.has(name);
  return (
    <svg
      class="icon"
      viewBox="0 0 16 16"
      aria-hidden="true"
      fill={filled ? 'currentColor' : 'none'}
      stroke={filled ? 'none' : 'currentColor'}
      stroke-width="1.6"
      stroke-linecap="round"
      stroke-linejoin="round"
    >
      <path d={PATHS[name]} />
    </svg>
  );
}
