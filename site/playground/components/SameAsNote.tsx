import type { JSX } from 'preact';
import { sameAsText } from '#content/same-as.ts';
import type { Playground } from '../playground.ts';

/** Says of an example, unchanged, that a real server did the same. */
export function SameAsNote({ playground }: { playground: Playground }): JSX.Element | null {
  const same = playground.sameAs.value;
  if (same === undefined) return null;
  return (
    <p class="run-same">
      <a href="/truth/">{sameAsText(same)}</a>
    </p>
  );
}
