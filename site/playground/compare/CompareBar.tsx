import type { JSX } from 'preact';
import { Icon } from '../components/icons.tsx';
import type { Playground } from '../playground.ts';
import { twoLanguages, twoServers, wrongAndRight, type Pair } from './compare-choices.ts';

/** Opens a comparison in one click; while one is open, changes what is compared, or ends it. */
export function CompareBar({ playground }: { playground: Playground }): JSX.Element {
  const open = playground.other.value !== undefined;
  const side = playground.side();
  const pair = wrongAndRight(playground.handler.examples, side);
  const languages = twoLanguages(side, playground.handler.language.value);
  const choices: { label: string; pair: Pair | undefined; without: string }[] = [
    { label: 'Wrong and right', pair, without: 'This example has no counterpart' },
    { label: 'Two servers', pair: twoServers(side), without: '' },
    { label: 'Two languages', pair: languages, without: 'This example is written in one language' },
  ];
  return (
    <div class="compare-bar" role="group" aria-label="Compare">
      <span>
        <Icon name="compare" /> Compare
      </span>
      {choices.map(({ label, pair: chosen, without }) => (
        <button
          key={label}
          type="button"
          class="quiet"
          disabled={chosen === undefined}
          title={chosen === undefined ? without : undefined}
          onClick={() => chosen !== undefined && playground.comparePair(chosen)}
        >
          {label}
        </button>
      ))}
      {open && (
        <button type="button" onClick={() => playground.endCompare()}>
          <Icon name="close" /> End comparison
        </button>
      )}
    </div>
  );
}
