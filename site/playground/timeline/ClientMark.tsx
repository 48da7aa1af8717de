import type { JSX } from 'preact';
import type { ClientTag } from './client-tags.ts';
import { Mark } from './Mark.tsx';

/** A client's shape and its name. */
export function ClientMark({ tag: { name, shape } }: { tag: ClientTag }): JSX.Element {
  return (
    <span class="client-tag">
      <svg width="12" height="12" aria-hidden="true">
        <Mark x={6} y={6} shape={shape} size={4} />
      </svg>
      {name}
    </span>
  );
}
