import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';

export type View = 'code' | 'result';

const VIEWS: readonly { view: View; label: string }[] = [
  { view: 'code', label: 'Code' },
  { view: 'result', label: 'Result' },
];

/** On a phone one half is shown at a time. */
export function ViewToggle({ view }: { view: Signal<View> }): JSX.Element {
  return (
    <div class="view-toggle" role="group" aria-label="Show">
      {VIEWS.map((entry) => (
        <button
          key={entry.view}
          type="button"
          aria-pressed={view.value === entry.view}
          onClick={() => (view.value = entry.view)}
        >
          {entry.label}
        </button>
      ))}
    </div>
  );
}
