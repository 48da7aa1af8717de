import type { JSX } from 'preact';
import { Icon } from '../playground/components/icons.tsx';
import type { Run } from '../playground/run-state.ts';
import { staticItems, StaticTimeline } from '../playground/timeline/StaticTimeline.tsx';
import type { TimelineItem } from '../playground/timeline/timeline-items.ts';
import { connectionFacts } from '../playground/verdict/connection-facts.ts';
import { connectionOf } from '../playground/verdict/connection-of.ts';
import { twoColumns, type FactLine } from '../playground/verdict/two-columns.ts';
import type { Outcome } from '../playground/verdict/cause.ts';
import { verdictOf } from '../playground/verdict/verdict.ts';
import { formatMs, spanMs } from './span.ts';

const WORDS: Readonly<Record<Outcome, string>> = {
  delivered: 'delivered',
  lost: 'lost',
  forbidden: 'forbidden',
  neutral: 'ended',
  open: 'open',
};

interface Props {
  run: Run;
  /** Whether the timeline is unfolded. */
  isOpen?: boolean;
  /** Where its rows stand, when they stand level with those of another run. */
  items?: readonly TimelineItem[] | undefined;
}

/** What a run came to, on a docs page. Rendered at build time for the recorded run and in the browser for a live one. */
export function RunResult({ run, isOpen = false, items = staticItems(run) }: Props): JSX.Element {
  if (run.at.phase === 'refused') return <Refused {...run.at} />;
  const clients = [...new Set(run.browser.map(({ client }) => client))];
  return (
    <>
      <div class="run-result">
        {clients.map((client) => (
          <ClientResult key={client} run={run} client={client} isOne={clients.length === 1} />
        ))}
      </div>
      {clients.length > 0 && (
        <details class="run-timeline" open={isOpen}>
          <summary>
            Timeline: {items.filter(({ kind }) => kind === 'row').length} events in {formatMs(spanMs(run))}
          </summary>
          <StaticTimeline run={run} items={items} />
        </details>
      )}
    </>
  );
}

function ClientResult({ run, client, isOne }: { run: Run; client: number; isOne: boolean }): JSX.Element {
  const connection = connectionOf(run, client);
  const { outcome, effect, because } = verdictOf(connection);
  const { sent, told } = twoColumns(connectionFacts(connection));
  return (
    <div class="client-result" data-outcome={outcome}>
      <p class="run-verdict">
        <span class="run-outcome">
          <Icon name={outcome} /> {WORDS[outcome]}
        </span>{' '}
        {!isOne && <span class="run-client">Client {client}.</span>} <strong>{effect}</strong> {because}
      </p>
      <dl class="run-facts">
        <Fact name="server sent" lines={sent} />
        <Fact name="page was told" lines={told} />
      </dl>
    </div>
  );
}

function Fact({ name, lines }: { name: string; lines: FactLine[] }): JSX.Element {
  return (
    <div>
      <dt>{name}</dt>
      <dd>
        {lines.map(({ text, mark }) => (
          <span key={text} class="run-fact" data-outcome={mark}>
            <code>{text}</code>
            {mark !== undefined && (
              <span class="run-mark">
                <Icon name={mark} /> {mark}
              </span>
            )}
          </span>
        ))}
      </dd>
    </div>
  );
}

function Refused({ fault, diagnostics }: Extract<Run['at'], { phase: 'refused' }>): JSX.Element {
  return (
    <div class="run-result" data-outcome="lost">
      <p class="run-verdict">
        <span class="run-outcome">
          <Icon name="warning" /> not run
        </span>{' '}
        <strong>{fault.title.replace(/\.?$/, '.')}</strong> {fault.message} {fault.hint}
      </p>
      {diagnostics.length > 0 && (
        <ul class="run-diagnostics">
          {diagnostics.map(({ line, column, message }) => (
            <li key={`${line}:${column}`}>
              Line {line}, column {column}: <code>{message}</code>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
