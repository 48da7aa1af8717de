import type { JSX } from 'preact';
import type { Playground } from '../playground.ts';
import { outsideConnections } from '../verdict/connection-of.ts';
import { connectionNames, ownClientName } from './client-names.ts';

/** As many as can be looked over; more are a list. */
const MAX_TABS = 6;

interface Choice {
  key: string;
  name: string;
  isShown: boolean;
  look: () => void;
}

/** Which client the verdict is about, when there are several: those of the page, then the visitor's own. */
export function ClientTabs({ playground }: { playground: Playground }): JSX.Element | null {
  const choices = choicesOf(playground);
  if (choices.length < 2) return null;
  if (choices.length > MAX_TABS)
    return (
      <label class="client-tabs">
        Client{' '}
        <select
          value={choices.find(({ isShown }) => isShown)?.key}
          onChange={(event) => choices.find(({ key }) => key === event.currentTarget.value)?.look()}
        >
          {choices.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </label>
    );
  return (
    <div class="client-tabs" role="group" aria-label="Client">
      {choices.map(({ key, name, isShown, look }) => (
        <button key={key} type="button" aria-pressed={isShown} onClick={look}>
          {name}
        </button>
      ))}
    </div>
  );
}

function choicesOf(playground: Playground): Choice[] {
  const run = playground.runs.latest.value;
  if (run === undefined) return [];
  const names = connectionNames(run);
  const shown = playground.runs.shown.value;
  const own = [...new Set(run.browser.map(({ client }) => client))].map((client) => ({
    key: `client ${client}`,
    name: ownClientName(run, client),
    isShown: shown?.outside === undefined && client === playground.runs.client.value,
    look: () => playground.runs.look({ client }),
  }));
  const outside = outsideConnections(run).map((connection) => {
    const name = names.get(connection) ?? 'another client';
    const look = (): void => playground.runs.look({ connection });
    return { key: `connection ${connection}`, name, isShown: shown?.outside === name, look };
  });
  return [...own, ...outside];
}
