import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Fault } from '#protocol/server-message.ts';
import { KEEPS_NOTHING, keepsNothing } from '../../storage-stand-in.ts';
import { askOnce } from '../ask-once.ts';
import { Host } from '../host.ts';
import { readHosted, writeHosted } from '../identity.ts';
import type { RoomLesson } from '../room-lesson.ts';
import { Board } from './Board.tsx';
import { Console } from './Console.tsx';
import { FaultNotice } from './FaultNotice.tsx';

export function HostPage({
  lessons,
  isProjector,
}: {
  lessons: readonly RoomLesson[];
  isProjector: boolean;
}): JSX.Element {
  const host = useSignal<Host | undefined>(undefined);
  const looked = useSignal(false);
  useEffect(() => {
    const hosted = readHosted();
    if (hosted !== undefined) host.value = new Host(hosted);
    looked.value = true;
  }, []);
  if (!looked.value) return <p class="host-wait">Looking for your room</p>;
  const current = host.value;
  if (current === undefined) return <OpenForm onOpened={(opened) => (host.value = opened)} />;
  const over = current.over.value;
  if (over !== undefined)
    return (
      <div class="open-room">
        <FaultNotice fault={over} />
        <button type="button" class="primary" onClick={() => current.forget()}>
          Open another room
        </button>
      </div>
    );
  if (current.room.value === undefined) return <p class="host-wait">Connecting to the room</p>;
  if (isProjector) return <Board host={current} lessons={lessons} />;
  return <Console host={current} lessons={lessons} />;
}

function OpenForm({ onOpened }: { onOpened: (host: Host) => void }): JSX.Element {
  const title = useSignal('');
  const busy = useSignal(false);
  const refused = useSignal<Fault | undefined>(undefined);
  const open = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    if (keepsNothing()) {
      refused.value = KEEPS_NOTHING;
      return;
    }
    busy.value = true;
    refused.value = undefined;
    const answer = await askOnce({ type: 'open-room', title: title.value });
    busy.value = false;
    if (answer.type === 'room-opened') {
      const hosted = { room: answer.room, secret: answer.secret };
      writeHosted(hosted);
      onOpened(new Host(hosted));
    } else if (answer.type === 'refused') {
      refused.value = answer.fault;
    }
  };
  return (
    <form class="open-room" onSubmit={(event) => void open(event)}>
      <p>
        You get a code to read aloud, a QR code, and a board that shows where everybody is and what their clients see.
        Participants need a browser and a name, nothing else.
      </p>
      <label>
        Title of the room
        <input
          name="title"
          maxLength={60}
          placeholder="Onboarding, Tuesday"
          value={title}
          onInput={({ currentTarget }) => (title.value = currentTarget.value)}
        />
      </label>
      <button type="submit" class="primary" disabled={busy}>
        {busy.value ? 'Opening' : 'Open a room'}
      </button>
      <p class="join-privacy">
        The room belongs to this browser. It ends when you end it, or after twelve hours in which nothing happens.
      </p>
      {refused.value !== undefined && <FaultNotice fault={refused.value} />}
    </form>
  );
}
