import type { Signal } from '@preact/signals';
import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  title: string;
  /** Beside `dialog`. */
  class: string;
  open: Signal<boolean>;
  /** Made anew each time the dialog opens. */
  children: () => ComponentChildren;
}

/** The browser keeps the focus inside, closes it with Escape and gives the focus back to what opened it. */
export function Dialog({ title, class: name, open, children }: Props): JSX.Element {
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = `${name}-title`;
  useEffect(() => {
    if (open.value && dialog.current?.open === false) dialog.current.showModal();
  }, [open.value]);
  return (
    <dialog ref={dialog} class={`dialog ${name}`} aria-labelledby={titleId} onClose={() => (open.value = false)}>
      <h2 id={titleId}>{title}</h2>
      {open.value && children()}
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
