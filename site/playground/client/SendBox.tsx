import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../components/icons.tsx';
import type { Playground } from '../playground.ts';

const WRITTEN_IN = 'input, textarea, [contenteditable], [role="textbox"]';

/** Whoever writes goes on writing, and a phone's keyboard would lie over the result. */
const mayLeave = (focused: Element): boolean =>
  !focused.matches(WRITTEN_IN) && !matchMedia('(pointer: coarse)').matches;

/**
 * While the connection is open: say something, or close it. It takes the focus
 * when the handler waits for the first time, from who has pressed Run and not
 * moved it since.
 */
export function SendBox({ playground }: { playground: Playground }): JSX.Element | null {
  const open = playground.runs.open.value;
  const input = useRef<HTMLInputElement>(null);
  const text = useSignal('');
  const code = useSignal('');
  const reason = useSignal('');

  const runId = playground.runs.latest.value?.runId;
  const waits = open && playground.runs.verdict.value?.cause === 'waits-for-a-message';
  const focusAtRun = useRef<Element | null>(null);
  useEffect(() => void (focusAtRun.current = document.activeElement), [runId]);
  useEffect(() => {
    const focused = focusAtRun.current;
    if (!waits || focused === null || document.activeElement !== focused) return;
    focusAtRun.current = null;
    if (!mayLeave(focused)) return;
    input.current?.focus({ preventScroll: true });
  }, [waits]);

  if (!open) return null;
  return (
    <div class="send-box">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          playground.runs.send(text.value);
          text.value = '';
        }}
      >
        <label>
          <span class="sr-only">Message</span>
          <input
            ref={input}
            value={text.value}
            placeholder="A message to send"
            onInput={(event) => (text.value = event.currentTarget.value)}
          />
        </label>
        <button type="submit">
          <Icon name="send" /> Send
        </button>
      </form>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          const given = code.value.trim();
          playground.runs.close(
            given === '' ? undefined : Number(given),
            reason.value === '' ? undefined : reason.value,
          );
        }}
      >
        <label>
          <span class="sr-only">Close code</span>
          <input
            class="code"
            inputMode="numeric"
            value={code.value}
            placeholder="code"
            onInput={(event) => (code.value = event.currentTarget.value)}
          />
        </label>
        <label>
          <span class="sr-only">Close reason</span>
          <input
            value={reason.value}
            placeholder="reason"
            onInput={(event) => (reason.value = event.currentTarget.value)}
          />
        </label>
        <button type="submit">
          <Icon name="close" /> Close
        </button>
      </form>
    </div>
  );
}
