import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import type { Playground } from '../playground.ts';
import { parseHeaders } from './client-headers.ts';
import type { ClientPlan } from './client-plan.ts';
import { parseScript } from './client-script.ts';

const FIELDS: readonly { name: 'path' | 'query' | 'subprotocols'; label: string; placeholder: string }[] = [
  { name: 'path', label: 'Path', placeholder: "the handler's first route" },
  { name: 'query', label: 'Query', placeholder: 'token=…' },
  { name: 'subprotocols', label: 'Subprotocols', placeholder: 'chat, v2' },
];

interface Props {
  playground: Playground;
  index: number;
}

/** One client of the page. */
export function ClientFields({ playground, index }: Props): JSX.Element | null {
  const plan = playground.clients.plans.value[index];
  const help = useSignal(false);
  const id = useId();
  if (plan === undefined) return null;
  const edit = (change: Partial<ClientPlan>): void => playground.clients.edit(index, change);
  const script = parseScript(plan.script);
  const headers = parseHeaders(plan.headers);
  return (
    <div class="client-fields">
      {FIELDS.map(({ name, label, placeholder }) => (
        <label key={name} class={`field-${name}`}>
          <span>{label}</span>
          <input
            value={plan[name]}
            placeholder={placeholder}
            spellcheck={false}
            autocapitalize="off"
            onInput={(event) => edit({ [name]: event.currentTarget.value })}
          />
        </label>
      ))}
      <label class="field-script">
        <span>Once open</span>
        <textarea
          value={plan.script}
          rows={Math.min(6, Math.max(2, plan.script.split('\n').length))}
          placeholder={'send hello\nclose 4001 leaving'}
          spellcheck={false}
          autocapitalize="off"
          aria-describedby={`${id}-script`}
          aria-invalid={!script.ok}
          onInput={(event) => edit({ script: event.currentTarget.value })}
        />
      </label>
      <div id={`${id}-script`} class={script.ok ? 'hint' : 'hint problem'}>
        {script.ok ? (
          <p>
            One step a line: <code>send</code>, <code>wait-for</code>, …{' '}
            <button
              type="button"
              class="line-link"
              aria-expanded={help.value}
              onClick={() => (help.value = !help.value)}
            >
              {help.value ? 'Fewer' : 'All steps'}
            </button>
          </p>
        ) : (
          script.problems.map(({ line, problem }) => (
            <p key={line}>
              Line {line}: {problem}
            </p>
          ))
        )}
        {script.ok && help.value && <Steps />}
      </div>
      <details class="field-headers" open={plan.headers !== ''}>
        <summary>
          Headers <span class="not-sent">no browser sends them</span>
        </summary>
        <textarea
          value={plan.headers}
          rows={2}
          placeholder={'Authorization: Bearer …\nOrigin: https://example.org'}
          aria-label="Headers"
          aria-describedby={`${id}-headers`}
          aria-invalid={!headers.ok}
          spellcheck={false}
          autocapitalize="off"
          onInput={(event) => edit({ headers: event.currentTarget.value })}
        />
        <div id={`${id}-headers`} class={headers.ok ? 'hint' : 'hint problem'}>
          {headers.ok ? (
            <p>
              One <code>Name: value</code> a line. <code>new WebSocket(url, protocols)</code> has no place for headers,
              so the page dials without them. The commands under Connect your own have them.
            </p>
          ) : (
            headers.problems.map(({ line, problem }) => (
              <p key={line}>
                Line {line}: {problem}
              </p>
            ))
          )}
        </div>
      </details>
    </div>
  );
}

const STEPS: readonly [step: string, does: string][] = [
  ['send text', 'sends the rest of the line as a text message'],
  ['send-bytes 00 ff', 'sends a binary message, written in hexadecimal'],
  ['wait-for message', 'waits for a message that no step has waited for; also open and close'],
  ['sleep 500', 'waits so many milliseconds, at most 10000'],
  ['close 4001 reason', 'calls close(); code and reason may be left out, and the browser throws where it forbids them'],
  ['leave', "the client's page goes away: the browser closes with 1001 by itself, and nobody is told"],
  [
    'drop',
    'TCP ends without a Close frame, as when a network is lost. No page can do that to its own socket, so the playground server cuts the connection',
  ],
  ['# note', 'is not read'],
];

function Steps(): JSX.Element {
  return (
    <dl class="steps">
      {STEPS.map(([step, does]) => (
        <div key={step}>
          <dt>
            <code>{step}</code>
          </dt>
          <dd>{does}</dd>
        </div>
      ))}
    </dl>
  );
}
