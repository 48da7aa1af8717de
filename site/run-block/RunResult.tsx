import type { JSX } from 'preact';
import { Icon } from '../playground/components/icons.tsx';
import type { Run } from '../playground/run-state.ts';
import { connectionFacts } from '../playground/verdict/connection-facts.ts';
import { connectionOf } from '../playground/verdict/connection-of.ts';
import { twoColumns, type FactLine } from '../playground/verdict/two-columns.ts';
import { type Outcome, verdictOf } from '../playground/verdict/verdict.ts';
import { compactRows, type CompactRow } from './compact-rows.ts';

const WORDS: Readonly<Record<Outcome, string>> = {
  delivered: 'delivered',
  lost: 'lost',
  forbidden: 'forbidden',
  neutral: 'ended',
  open: 'open',
};

/** What a run came to, on a docs page. Rendered at build time for the recorded run and in the browser for a live one. */
export function RunResult({ run, isOpen = false }: { run: Run; isOpen?: boolean }): JSX.Element {
  if (run.at.phase === 'refused') return <Refused {...run.at} />;
  const clients = [...new Set(run.browser.map(({ client }) => client))];
  return (
    <>
      {clients.map((client) => (
        <ClientResult key={client} run={run} client={client} isOne={clients.length === 1} />
      ))}
      {clients.length > 0 && <Rows rows={compactRows(run)} isOneClient={clients.length === 1} isOpen={isOpen} />}
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

interface RowsProps {
  rows: CompactRow[];
  isOneClient: boolean;
  isOpen: boolean;
}

function Rows({ rows, isOneClient, isOpen }: RowsProps): JSX.Element {
  const lastMs = rows.at(-1)?.atMs ?? 0;
  return (
    <details class="run-rows" open={isOpen}>
      <summary>
        Timeline: {rows.length} events in {formatMs(lastMs)}
      </summary>
      <ol style={{ '--last-ms': Math.max(lastMs, 0.1) }}>
        {rows.map(({ key, atMs, client, lane, to, label, text, isProblem }) => (
          <li key={key} data-lane={lane} class={isProblem ? 'problem' : undefined} style={{ '--at-ms': atMs }}>
            <span class="run-ms">{atMs.toFixed(1)}</span>
            <span class="run-tick" aria-hidden="true" />
            <span class="run-lane">
              {lane}
              {to !== undefined && ` → ${to}`}
              {!isOneClient && client !== undefined && ` ${client}`}
            </span>
            <span class="run-said">
              <b>{label}</b> {text}
            </span>
          </li>
        ))}
      </ol>
    </details>
  );
}

function Refused({ fault, diagnostics }: Extract<Run['at'], { phase: 'refused' }>): JSX.Element {
  return (
    <div class="client-result" data-outcome="lost">
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

export function formatMs(ms: number): string {
  return ms < 1_000 ? `${ms.toFixed(1)} ms` : `${(ms / 1_000).toFixed(1)} s`;
}
