import type { JSX } from 'preact';
import { codeOutcome } from '#server/rooms/state/distribution.ts';
import type { SeenClose } from '#protocol/room-snapshot.ts';
import { OUTCOME_WORDS } from '../wall-layout.ts';
import { Sign } from './Sign.tsx';

/** The last thing that somebody's client saw. The reason is text of strangers, in a direction of its own. */
export function CodeBadge({ saw }: { saw: SeenClose | undefined }): JSX.Element {
  if (saw === undefined) return <span class="badge badge-none">no close yet</span>;
  const outcome = codeOutcome(saw.code);
  return (
    <span class={`badge outcome-${outcome}`}>
      <span class="badge-code" title={OUTCOME_WORDS[outcome]}>
        <Sign name={outcome} />
        {saw.code}
      </span>
      <bdi class="badge-reason" title={saw.reason}>
        {saw.reason === '' ? 'no reason' : saw.reason}
      </bdi>
    </span>
  );
}
