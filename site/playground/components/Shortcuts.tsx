import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

const SHORTCUTS: readonly { keys: string; does: string }[] = [
  { keys: 'Ctrl ↵ or ⌘ ↵', does: 'Run the handler and connect' },
  { keys: 'Shift Alt F', does: 'Format the code, in the editor' },
  { keys: 'Esc, then Tab', does: 'Leave the editor' },
  { keys: 'Ctrl Space', does: 'Complete what you are typing' },
  { keys: '← →', does: 'Move the divider, when it has the focus' },
  { keys: '↵', does: 'Open a row of the timeline, or send what is in the send box' },
  { keys: '?', does: 'Show this list' },
];

export function Shortcuts({ open }: { open: Signal<boolean> }): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (open.value && dialog.current?.open === false) dialog.current.showModal();
  }, [open.value]);
  return (
    <dialog ref={dialog} class="shortcuts" aria-labelledby="shortcuts-title" onClose={() => (open.value = false)}>
      <h2 id="shortcuts-title">Shortcuts</h2>
      <dl>
        {SHORTCUTS.map(({ keys, does }) => (
          <div key={keys}>
            <dt>
              <kbd>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
