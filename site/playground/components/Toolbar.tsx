import { LANGUAGE_NAMES } from '#protocol/languages.ts';
import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Example } from '#content/example-schema.ts';
import { CompareBar } from '../compare/CompareBar.tsx';
import type { Playground } from '../playground.ts';
import type { Draft } from '../drafts.ts';
import { Icon } from './icons.tsx';
import { LanguageSwitch } from './LanguageSwitch.tsx';
import { ServerSelect } from './ServerSelect.tsx';

const ORDERS: readonly { order: Example['order']; label: string }[] = [
  { order: 'right', label: 'Right' },
  { order: 'wrong', label: 'Wrong' },
  { order: 'third', label: 'A third way' },
];

interface Props {
  playground: Playground;
  onShare: () => void;
  onShortcuts: () => void;
}

export function Toolbar({ playground, onShare, onShortcuts }: Props): JSX.Element {
  const { examples, example } = playground.handler;
  return (
    <div class="toolbar">
      <label>
        <span>Example</span>
        <select value={example.value?.slug} onChange={(event) => playground.openExample(event.currentTarget.value)}>
          {ORDERS.map(({ order, label }) => (
            <optgroup key={order} label={label}>
              {examples
                .filter((entry) => entry.order === order)
                .map((entry) => (
                  <option key={entry.slug} value={entry.slug}>
                    {entry.title}
                    {entry.only && ` (${LANGUAGE_NAMES[entry.only.language]} only)`}
                  </option>
                ))}
            </optgroup>
          ))}
        </select>
      </label>
      <LanguageSwitch playground={playground} />
      <ServerSelect playground={playground}>
        <span>Server</span>
      </ServerSelect>
      <ResetButton playground={playground} />
      <button type="button" class="share-button" onClick={onShare}>
        <Icon name="share" /> <span>Share</span>
      </button>
      <CompareBar playground={playground} />
      <button type="button" class="quiet shortcuts-button" onClick={onShortcuts}>
        <Icon name="keyboard" /> Shortcuts
      </button>
    </div>
  );
}

/** Puts back the example, and then what it went over, until something else is opened or written. */
function ResetButton({ playground }: { playground: Playground }): JSX.Element | null {
  const before = useSignal<Draft | undefined>(undefined);
  const canUndo =
    before.value !== undefined &&
    before.value.slug === playground.handler.slug.value &&
    !playground.handler.edited.value;
  if (canUndo)
    return (
      <button
        type="button"
        class="quiet"
        onClick={() => {
          if (before.value !== undefined) playground.take(before.value);
          before.value = undefined;
        }}
      >
        <Icon name="reset" /> <span>Undo reset</span>
      </button>
    );
  if (!playground.handler.edited.value) return null;
  return (
    <button
      type="button"
      class="quiet"
      title="Put back the example's own code and client"
      onClick={() => {
        before.value = playground.state();
        playground.reset();
      }}
    >
      <Icon name="reset" /> <span>Reset</span>
    </button>
  );
}
