import type { JSX } from 'preact';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { Icon, type IconName } from '../components/icons.tsx';
import { rowText } from '../timeline/row-text.ts';
import type { MergedRun, RowItem } from '../timeline/timeline-items.ts';
import type { TimelineRow } from '../timeline/timeline-state.ts';
import type { TimelineView } from '../timeline/timeline-view.ts';
import { MACHINE_NAMES } from './machines.ts';
import { StateDiagram } from './StateDiagram.tsx';
import { statesAt } from './states-at.ts';

interface Props {
  view: TimelineView;
  runs: readonly MergedRun[];
  /** The rows that are shown, in order. */
  rows: readonly RowItem[];
  /** Whose connection it is about while no row is chosen. */
  client: number;
}

/** The three machines at the chosen event, and the way through the run: one event forward, one back. */
export function StatesPanel({ view, runs, rows, client }: Props): JSX.Element | null {
  const found = rows.findIndex(({ key }) => key === view.selected.value);
  const index = found === -1 ? rows.length - 1 : found;
  const item = rows[index];
  if (item === undefined) return null;
  const go = (to: number): void => {
    const next = rows[Math.max(0, Math.min(rows.length - 1, to))];
    if (next !== undefined) view.select(next.key);
  };
  const said = rowText(item.row);
  const spoken = `${item.row.atMs.toFixed(1)} ms, ${item.row.lane}: ${said.label} ${said.text}`;
  const all = runs.find(({ run }) => run === item.run)?.rows ?? [];
  const states = statesAt(eventsUpTo(all, item.row, client), item.run.profile, item.row.entry.event);
  return (
    <details class="states">
      <summary>States</summary>
      <div class="scrubber" role="group" aria-label="Step through the run">
        <Step icon="first" name="First event" isOff={index === 0} onClick={() => go(0)} />
        <Step icon="back" name="One event back" isOff={index === 0} onClick={() => go(index - 1)} />
        <input
          type="range"
          min={0}
          max={Math.max(0, rows.length - 1)}
          value={index}
          aria-label="Event of the run"
          aria-valuetext={spoken}
          onInput={(event) => go(event.currentTarget.valueAsNumber)}
        />
        <Step icon="chevron" name="One event forward" isOff={index === rows.length - 1} onClick={() => go(index + 1)} />
        <Step icon="last" name="Last event" isOff={index === rows.length - 1} onClick={() => go(rows.length - 1)} />
        <span class="scrubbed" data-lane={item.row.lane}>
          {index + 1}/{rows.length} <b>{said.label}</b> {said.text}
        </span>
      </div>
      <div class="diagrams">
        {MACHINE_NAMES.map((name) => (
          <StateDiagram key={name} machine={name} server={item.run.profile} at={states[name]} />
        ))}
      </div>
    </details>
  );
}

function Step({
  icon,
  name,
  isOff,
  onClick,
}: {
  icon: IconName;
  name: string;
  isOff: boolean;
  onClick: () => void;
}): JSX.Element {
  return (
    <button type="button" class="quiet" aria-label={name} disabled={isOff} onClick={onClick}>
      <Icon name={icon} />
    </button>
  );
}

/**
 * The server's events of one connection up to the chosen row, whatever is
 * filtered: that of the row, or of the client while the row is the run's own.
 */
function eventsUpTo(all: readonly TimelineRow[], chosen: TimelineRow, client: number): TimelineEvent[] {
  const { entry } = chosen;
  const connection = entry.from === 'server' && entry.event.connection > 0 ? entry.event.connection : undefined;
  const whose = chosen.client ?? client;
  return all
    .slice(0, all.indexOf(chosen) + 1)
    .flatMap((row) => (row.entry.from === 'server' ? [{ event: row.entry.event, client: row.client }] : []))
    .filter(({ event, client: own }) => (connection === undefined ? own === whose : event.connection === connection))
    .map(({ event }) => event);
}
