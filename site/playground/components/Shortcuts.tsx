import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import { Dialog } from './Dialog.tsx';

const SHORTCUTS: readonly { keys: string; does: string }[] = [
  { keys: 'Ctrl ↵ or ⌘ ↵', does: 'Run the handler and connect' },
  { keys: 'Shift Alt F', does: 'Format the code, in the editor' },
  { keys: 'Esc, then Tab', does: 'Leave the editor' },
  { keys: 'Ctrl Space', does: 'Complete what you are typing' },
  { keys: '← →', does: 'Move the divider, when it has the focus' },
  { keys: '↑ ↓ Home End', does: 'Step through the rows of the timeline, and the states with them' },
  { keys: '↵', does: 'Open a row of the timeline, or send what is in the send box' },
  { keys: '?', does: 'Show this list' },
];

export function Shortcuts({ open }: { open: Signal<boolean> }): JSX.Element {
  return (
    <Dialog title="Shortcuts" class="shortcuts" open={open}>
      {() => (
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
      )}
    </Dialog>
  );
}
