import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { participantOf } from '#server/rooms/state/room-state.ts';
import type { Host } from '../host.ts';

/** What the facilitator does with one participant. */
export function OneParticipant({
  host,
  number,
  onClose,
}: {
  host: Host;
  number: number;
  onClose: () => void;
}): JSX.Element | null {
  const note = useSignal('');
  const room = host.room.value;
  const participant = room && participantOf(room, number);
  if (room === undefined || participant === undefined) return null;
  const question = room.question?.participant === number ? room.question.is : undefined;
  const send = (event: Event): void => {
    event.preventDefault();
    if (note.value.trim() === '') return;
    host.act({ kind: 'send-note', text: note.value, participant: number });
    note.value = '';
  };
  return (
    <section class="panel panel-one" aria-label="One participant">
      <h2>
        <bdi>{participant.name}</bdi>
        <button type="button" class="quiet" onClick={onClose}>
          Close
        </button>
      </h2>
      {participant.open?.failed !== undefined && (
        <p class="quiet-text">
          Fails at: <bdi>{participant.open.failed}</bdi>
        </p>
      )}
      <div class="panel-actions">
        <button
          type="button"
          disabled={question === 'asked'}
          onClick={() => host.act({ kind: 'ask-for-code', participant: number })}
        >
          {question === 'asked'
            ? 'Asked: waiting for consent'
            : question === 'kept'
              ? 'Not now, they said. Ask again'
              : 'Ask to show the code'}
        </button>
        {participant.handAtMs !== undefined && (
          <button type="button" onClick={() => host.act({ kind: 'lower-hand-of', participant: number })}>
            Lower the hand
          </button>
        )}
      </div>
      <Removal key={number} host={host} number={number} onRemoved={onClose} />
      <form onSubmit={send} class="one-note">
        <input
          aria-label={`Note to ${participant.name}`}
          placeholder="Note to this one"
          maxLength={300}
          value={note}
          onInput={({ currentTarget }) => (note.value = currentTarget.value)}
        />
        <button type="submit">Send</button>
      </form>
    </section>
  );
}

/** Without accounts, a code lets in whoever has it: only a locked room keeps somebody out. */
function Removal({ host, number, onRemoved }: { host: Host; number: number; onRemoved: () => void }): JSX.Element {
  const asked = useSignal(false);
  const phase = host.room.value?.phase;
  const locked = phase?.is === 'open' && phase.locked;
  const remove = (locking: boolean): void => {
    if (locking) host.act({ kind: 'lock-room' });
    host.act({ kind: 'remove', participant: number });
    onRemoved();
  };
  return (
    <div class="removal">
      <div class="panel-actions">
        <button type="button" aria-expanded={asked} onClick={() => (asked.value = !asked.value)}>
          Remove
        </button>
        {asked.value && (
          <button type="button" class="danger" onClick={() => remove(false)}>
            Remove: yes
          </button>
        )}
        {asked.value && !locked && (
          <button type="button" class="danger" onClick={() => remove(true)}>
            Remove and lock
          </button>
        )}
      </div>
      {asked.value && (
        <p class="quiet-text">
          {locked
            ? 'The room is locked, so they cannot join again.'
            : 'The code lets them join again, under any name. A locked room takes nobody new; who is in it stays.'}
        </p>
      )}
    </div>
  );
}
