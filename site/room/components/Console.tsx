import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { distributionOf } from '#server/rooms/state/distribution.ts';
import { snapshotOf } from '#server/rooms/state/room-view.ts';
import { download } from '../download.ts';
import { roomCsv, roomJson } from '../export-room.ts';
import type { Host } from '../host.ts';
import type { RoomLesson } from '../room-lesson.ts';
import { FaultNotice } from './FaultNotice.tsx';
import { Guidance } from './Guidance.tsx';
import { JoinCard } from './JoinCard.tsx';
import { OneParticipant } from './OneParticipant.tsx';
import { Rows } from './Rows.tsx';
import { ShownCode } from './ShownCode.tsx';
import { Strip, Wall } from './Wall.tsx';

/** The facilitator's own screen: the board, and what only they may do. */
export function Console({ host, lessons }: { host: Host; lessons: readonly RoomLesson[] }): JSX.Element {
  const chosen = useSignal<number | undefined>(undefined);
  const room = host.room.value;
  if (room === undefined) return <p class="host-wait">Connecting to the room</p>;
  const people = room.participants.length;
  const { question, phase } = room;
  const ended = phase.is === 'ended';
  return (
    <div class="console" data-status={host.status.value}>
      <header class="console-head">
        <h1>
          <bdi>{room.title === '' ? 'Workshop' : room.title}</bdi>
          <span class="of"> {people} people</span>
        </h1>
        <a class="button" href="/workshop/host/?view=projector" target="_blank" rel="opener">
          Open the board
        </a>
        <a class="button" href="/workshop/plan/" target="_blank">
          Plan
        </a>
        <CopyLink link={host.link} />
        <button
          type="button"
          onClick={() => download('room.csv', 'text/csv;charset=utf-8', `\uFEFF${roomCsv(snapshotOf(room))}`)}
        >
          Export CSV
        </button>
        <button type="button" onClick={() => download('room.json', 'application/json', roomJson(snapshotOf(room)))}>
          Export JSON
        </button>
        {!ended && (
          <button type="button" onClick={() => host.act({ kind: phase.locked ? 'unlock-room' : 'lock-room' })}>
            {phase.locked ? 'Unlock' : 'Lock'}
          </button>
        )}
        {ended ? (
          <button type="button" class="primary" onClick={() => host.forget()}>
            Open another room
          </button>
        ) : (
          <Sure label="End the room" onSure={() => host.act({ kind: 'end-room' })} />
        )}
      </header>
      {host.status.value !== 'attached' && (
        <p class="board-offline" role="status">
          Not connected to the room. Trying again; what you do meanwhile is sent then.
        </p>
      )}
      {host.refused.value !== undefined && <FaultNotice fault={host.refused.value} />}
      <div class="console-body">
        <div class="console-main">
          {question?.is === 'shown' && (
            <ShownCode host={host} question={question} lessons={lessons}>
              <button type="button" onClick={() => host.act({ kind: 'put-code-away' })}>
                Put away
              </button>
            </ShownCode>
          )}
          <Wall distribution={distributionOf(room)} people={people} />
          <Strip room={room} nowMs={host.nowMs.value} />
          {people === 0 ? (
            <p class="rows-empty">Nobody is here yet. Read the code aloud, or open the board on the projector.</p>
          ) : (
            <Rows
              host={host}
              lessons={lessons}
              chosen={chosen.value}
              onChoose={(number) => (chosen.value = chosen.value === number ? undefined : number)}
            />
          )}
        </div>
        <aside class="console-side">
          <JoinCard host={host} />
          {chosen.value !== undefined && !ended && (
            <OneParticipant host={host} number={chosen.value} onClose={() => (chosen.value = undefined)} />
          )}
          {!ended && <Guidance host={host} lessons={lessons} onChoose={(number) => (chosen.value = number)} />}
        </aside>
      </div>
    </div>
  );
}

/** A page from a LAN address has no clipboard: the link is then there to be selected. */
function CopyLink({ link }: { link: string }): JSX.Element {
  const shown = useSignal<'no' | 'copied' | 'select'>('no');
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(link);
      shown.value = 'copied';
    } catch {
      shown.value = 'select';
    }
  };
  if (shown.value === 'select')
    return (
      <input
        readOnly
        class="link-to-copy"
        aria-label="Facilitator link: keep it to yourself"
        value={link}
        onFocus={({ currentTarget }) => currentTarget.select()}
        onBlur={() => (shown.value = 'no')}
      />
    );
  return (
    <button type="button" onClick={() => void copy()}>
      {shown.value === 'copied' ? 'Copied: keep it to yourself' : 'Copy facilitator link'}
    </button>
  );
}

/** A button for what cannot be undone: it asks once, and stays where it is, so that the focus does. */
function Sure({ label, onSure }: { label: string; onSure: () => void }): JSX.Element {
  const asked = useSignal(false);
  return (
    <span class="sure">
      <button type="button" aria-expanded={asked} onClick={() => (asked.value = !asked.value)}>
        {label}
      </button>
      {asked.value && (
        <button type="button" class="danger" onClick={onSure}>
          {label}: yes
        </button>
      )}
    </span>
  );
}
