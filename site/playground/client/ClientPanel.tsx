import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import type { Playground } from '../playground.ts';
import type { ClientPlan } from './client-plan.ts';
import { parseScript } from './client-script.ts';

const FIELDS: readonly { name: Exclude<keyof ClientPlan, 'script'>; label: string; placeholder: string }[] = [
  { name: 'path', label: 'Path', placeholder: "the handler's first route" },
  { name: 'query', label: 'Query', placeholder: 'token=…' },
  { name: 'subprotocols', label: 'Subprotocols', placeholder: 'chat, v2' },
];

/** Who connects when Run is pressed, and what they do once they are in. */
export function ClientPanel({ playground }: { playground: Playground }): JSX.Element | null {
  const shown = useSignal(0);
  const plans = playground.plans.value;
  const index = Math.min(shown.value, plans.length - 1);
  const plan = plans[index];
  if (plan === undefined) return null;
  const script = parseScript(plan.script);
  return (
    <div class="client-panel">
      <div class="client-head">
        <h2>Client</h2>
        {plans.length > 1 &&
          plans.map((_, at) => (
            <button key={at} type="button" aria-pressed={at === index} onClick={() => (shown.value = at)}>
              {at + 1}
            </button>
          ))}
        <span class="client-note">Your browser dials when you press Run.</span>
      </div>
      <div class="client-fields">
        {FIELDS.map(({ name, label, placeholder }) => (
          <label key={name} class={`field-${name}`}>
            <span>{label}</span>
            <input
              value={plan[name]}
              placeholder={placeholder}
              spellcheck={false}
              autocapitalize="off"
              onInput={(event) => playground.editPlan(index, { [name]: event.currentTarget.value })}
            />
          </label>
        ))}
        <label class="field-script">
          <span>Once open</span>
          <textarea
            value={plan.script}
            rows={Math.min(5, Math.max(2, plan.script.split('\n').length))}
            placeholder={'send hello\nclose 4001 leaving'}
            spellcheck={false}
            autocapitalize="off"
            aria-describedby="script-help"
            aria-invalid={!script.ok}
            onInput={(event) => playground.editPlan(index, { script: event.currentTarget.value })}
          />
        </label>
        <p id="script-help" class={script.ok ? 'hint' : 'hint problem'}>
          {script.ok ? (
            <>
              One step a line: <code>send text</code>, <code>wait-for message</code>, <code>sleep 500</code>,{' '}
              <code>close 4001 reason</code>.
            </>
          ) : (
            `Line ${script.line}: ${script.problem}`
          )}
        </p>
      </div>
    </div>
  );
}
