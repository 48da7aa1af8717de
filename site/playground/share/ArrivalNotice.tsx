import type { JSX } from 'preact';
import { Icon } from '../components/icons.tsx';
import type { Sharing } from './sharing.ts';

/** What a link has brought, or why it has brought nothing; nothing otherwise. */
export function ArrivalNotice({ sharing }: { sharing: Sharing }): JSX.Element | null {
  const arrival = sharing.arrival.value;
  switch (arrival?.kind) {
    case undefined:
      return null;
    case 'fetching':
      return (
        <p class="arrival-notice" role="status">
          Fetching what the link holds.
        </p>
      );
    case 'failed':
      return (
        <p class="arrival-notice" role="status">
          <Icon name="warning" />
          <span>
            <strong>{arrival.title}.</strong> {arrival.message} Your own code is here instead.
          </span>
          {arrival.id !== undefined && (
            <button type="button" class="quiet" onClick={() => void sharing.openSnippet(arrival.id ?? '')}>
              Try again
            </button>
          )}
          <Dismiss sharing={sharing} />
        </p>
      );
    case 'arrived':
      return (
        <p class="arrival-notice" role="status">
          <span>
            This came by a link, and nothing has run.{' '}
            {arrival.hasRecording && 'The result is what its author saw; press Run to see it yourself.'}
          </span>
          {arrival.before !== undefined && (
            <button type="button" class="quiet" onClick={() => sharing.bringBack()}>
              Bring back my own code
            </button>
          )}
          <Dismiss sharing={sharing} />
        </p>
      );
  }
}

function Dismiss({ sharing }: { sharing: Sharing }): JSX.Element {
  return (
    <button type="button" class="quiet dismiss" aria-label="Close this notice" onClick={() => sharing.dismiss()}>
      <Icon name="close" />
    </button>
  );
}
