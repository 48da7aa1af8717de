import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

interface Props {
  label: string;
  text: string;
  /** Where it takes the place of the button that made it. */
  takesFocus?: boolean;
}

/** A text to take along. Where the page may not copy, it is selected for the visitor to copy. */
export function CopyField({ label, text, takesFocus = false }: Props): JSX.Element {
  const field = useRef<HTMLInputElement>(null);
  const said = useSignal('');
  useEffect(() => {
    if (takesFocus) field.current?.focus();
  }, [takesFocus]);
  const copy = async (): Promise<void> => {
    field.current?.select();
    try {
      await navigator.clipboard.writeText(text);
      said.value = 'Copied';
    } catch {
      // `http://192.168.1.20` is no secure context and has no clipboard.
      said.value = 'Selected: press Ctrl C or ⌘ C';
    }
  };
  return (
    <div class="copy-field">
      <input ref={field} aria-label={label} readOnly value={text} onFocus={(event) => event.currentTarget.select()} />
      <button type="button" onClick={() => void copy()}>
        Copy<span class="sr-only"> {label.toLowerCase()}</span>
      </button>
      <span role="status">{said.value}</span>
    </div>
  );
}
