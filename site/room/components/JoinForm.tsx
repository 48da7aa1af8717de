import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Fault } from '#protocol/server-message.ts';
import { readCode, spokenCode } from '#protocol/join-code.ts';
import { randomId } from '../../random-id.ts';
import { KEEPS_NOTHING, keepsNothing } from '../../storage-stand-in.ts';
import { askOnce } from '../ask-once.ts';
import { readIdentity, writeIdentity, type Identity } from '../identity.ts';
import { FaultNotice } from './FaultNotice.tsx';

const MAX_TYPED = 24;

/** As it is read aloud; a space is all that a browser may have escaped in one. */
function codeOfLink(hash: string): string {
  const given = hash.slice(1).replaceAll('%20', ' ').slice(0, MAX_TYPED);
  const code = readCode(given);
  return code === undefined ? given : spokenCode(code);
}

/** Takes somebody into a room. The token is made once, so that a lost answer does not make two of them. */
export function JoinForm(): JSX.Element {
  const code = useSignal('');
  const name = useSignal('');
  const busy = useSignal(false);
  const refused = useSignal<Fault | undefined>(undefined);
  const known = useSignal<Identity | undefined>(undefined);
  const token = useSignal('');

  useEffect(() => {
    code.value = codeOfLink(location.hash);
    known.value = readIdentity();
    token.value = randomId();
  }, []);

  const join = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (busy.value) return;
    if (keepsNothing()) {
      refused.value = KEEPS_NOTHING;
      return;
    }
    busy.value = true;
    refused.value = undefined;
    const answer = await askOnce({ type: 'join-room', code: code.value, name: name.value, token: token.value });
    busy.value = false;
    if (answer.type === 'joined') {
      const { room, participant } = answer;
      writeIdentity({ room, participant, name: answer.name, token: token.value, code: code.value });
      location.assign('/workshop/');
    } else if (answer.type === 'refused') {
      refused.value = answer.fault;
    }
  };

  return (
    <form class="join" onSubmit={(event) => void join(event)}>
      {known.value !== undefined && (
        <p class="join-known">
          This browser is in a room as <bdi>{known.value.name}</bdi>. <a href="/workshop/">Go on there</a>, or join
          another room below.
        </p>
      )}
      <label>
        Code of the room
        <input
          class="join-code"
          name="code"
          autocomplete="off"
          autocapitalize="characters"
          spellcheck={false}
          required
          maxLength={MAX_TYPED}
          placeholder="KX7 4M2R"
          value={code}
          onInput={({ currentTarget }) => (code.value = currentTarget.value)}
        />
      </label>
      <label>
        Your name
        <input
          name="name"
          autocomplete="name"
          required
          maxLength={32}
          value={name}
          onInput={({ currentTarget }) => (name.value = currentTarget.value)}
        />
      </label>
      <p class="join-privacy">
        The facilitator's board shows this name, the exercise that you are at and the last close code that your client
        saw. Others in the room see numbers only. Your code stays with you unless you show it.
      </p>
      <button type="submit" class="primary" disabled={busy}>
        {busy.value ? 'Joining' : 'Join the room'}
      </button>
      {refused.value !== undefined && <FaultNotice fault={refused.value} />}
    </form>
  );
}
