import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Icon } from '../components/icons.tsx';
import { webSocketOrigin } from '../connection/guest-url.ts';
import type { Playground } from '../playground.ts';
import { copyText } from '../../run-block/copy-text.ts';
import { parseHeaders } from './client-headers.ts';
import { outsideConnections } from '../verdict/connection-of.ts';
import { connectionNames } from './client-names.ts';
import { splitSubprotocols } from './client-plan.ts';
import { targetOf } from './dial-plans.ts';
import { ownClientCommands, type OwnClientCommand } from './own-client-commands.ts';
import { TimeLeft } from './TimeLeft.tsx';

/** The way into the live run for wscat, curl, a script, another browser. */
export function OwnClientPanel({ playground }: { playground: Playground }): JSX.Element {
  const run = playground.runs.latest.value;
  const live = run?.at.phase === 'live' ? run.at : undefined;
  const runId = live === undefined ? undefined : run?.runId;
  // Who looks at this is about to open a terminal, and needs more time than a page.
  useEffect(() => {
    if (runId !== undefined) playground.runs.keepOpen();
  }, [runId, playground]);

  if (run === undefined || live === undefined)
    return (
      <div class="own-client">
        {run?.at.phase === 'ended' && (
          <p class="own-client-ended">
            <strong>{run.at.reason.title}.</strong> {run.at.reason.message} The URL of that run answers no more.
          </p>
        )}
        <p>
          A run gets a URL of its own, which wscat, curl, a script or another browser can dial while it is live. What
          they do is in the same timeline.
        </p>
        <p>
          <button
            type="button"
            disabled={playground.link.status.value?.kind !== 'connected' || playground.runs.busy.value}
            onClick={() => playground.runHandler({ dials: false })}
          >
            <Icon name="plug" /> {playground.runs.busy.value ? 'Starting…' : 'Start and wait for my client'}
          </button>
        </p>
      </div>
    );

  const [plan] = playground.clients.plans.value;
  if (plan === undefined) return <div class="own-client" />;
  const path = targetOf(plan, run.routes, playground.handler.example.value, 0);
  const url = `${webSocketOrigin(location.origin)}${live.socketPath}${path}`;
  const headers = parseHeaders(plan.headers);
  const commands = ownClientCommands({
    url,
    protocols: splitSubprotocols(plan.subprotocols),
    headers: headers.ok ? headers.headers : [],
  });
  return (
    <div class="own-client">
      <p class="own-client-state">
        <span class="live-mark">
          <Icon name="open" /> live
        </span>
        <TimeLeft deadline={run.deadline} />
        <button type="button" class="quiet" onClick={() => playground.runs.stop()}>
          <Icon name="stop" /> Stop
        </button>
      </p>
      <Copyable name="URL" text={new URL(url).href} />
      <Commands commands={commands} />
      <p class="hint">Path, query, headers and subprotocols are those of client 1.</p>
      <Others playground={playground} />
    </div>
  );
}

function Commands({ commands }: { commands: readonly OwnClientCommand[] }): JSX.Element {
  const chosen = useSignal<OwnClientCommand['name']>('wscat');
  const command = commands.find(({ name }) => name === chosen.value) ?? commands[0];
  return (
    <>
      <div class="command-choice" role="group" aria-label="Client to connect with">
        {commands.map(({ name, label }) => (
          <button key={name} type="button" aria-pressed={name === command?.name} onClick={() => (chosen.value = name)}>
            {label}
          </button>
        ))}
      </div>
      {command !== undefined && (
        <>
          <Copyable name={`the ${command.label} command`} text={command.code} />
          <p class="hint">{command.note}</p>
        </>
      )}
    </>
  );
}

function Copyable({ name, text }: { name: string; text: string }): JSX.Element {
  const shown = useRef<HTMLPreElement>(null);
  const said = useSignal('');
  useEffect(() => void (said.value = ''), [text, said]);
  const copy = async (): Promise<void> => {
    if (shown.current === null) return;
    said.value = (await copyText(text, shown.current)) ? 'Copied' : 'Selected: press Ctrl+C';
  };
  return (
    <div class="copyable">
      <pre ref={shown} tabIndex={0}>
        {text}
      </pre>
      <button type="button" class="quiet" aria-label={`Copy ${name}`} onClick={() => void copy()}>
        <Icon name="duplicate" /> <span aria-live="polite">{said.value === '' ? 'Copy' : said.value}</span>
      </button>
    </div>
  );
}

/** Whoever has dialled and is no client of the page. */
function Others({ playground }: { playground: Playground }): JSX.Element | null {
  const run = playground.runs.latest.value;
  if (run === undefined) return null;
  const names = connectionNames(run);
  const others = outsideConnections(run);
  if (others.length === 0) return <p class="hint">Nobody has dialled yet.</p>;
  return (
    <ul class="other-clients" aria-label="Clients of your own">
      {others.map((connection) => {
        const events = run.server.filter((event) => event.connection === connection);
        const response = events.find((event) => event.kind === 'http-response');
        const over = events.some((event) => event.kind === 'tcp-end');
        return (
          <li key={connection}>
            <b>{names.get(connection)}</b>{' '}
            {response === undefined ? 'waits for an answer' : `got HTTP ${response.status}`}
            {over ? ', gone' : ''}
          </li>
        );
      })}
    </ul>
  );
}
