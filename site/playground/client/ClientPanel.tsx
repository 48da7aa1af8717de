import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { Icon } from '../components/icons.tsx';
import { MAX_PLANS } from '../drafts.ts';
import type { Playground } from '../playground.ts';
import { ClientFields } from './ClientFields.tsx';
import { OwnClientPanel } from './OwnClientPanel.tsx';

type Tab = number | 'own';

const FULL = `A run has at most ${MAX_PLANS} clients of the page`;

/** Who connects when Run is pressed, what they do once they are in, and how a client of one's own gets in. */
export function ClientPanel({ playground }: { playground: Playground }): JSX.Element | null {
  const chosen = useSignal<Tab>(0);
  const plans = playground.clients.plans.value;
  const shown: Tab = chosen.value === 'own' ? 'own' : Math.min(chosen.value, plans.length - 1);
  const full = plans.length >= MAX_PLANS;
  const add = (copyOf?: number): void => {
    playground.clients.add(copyOf);
    chosen.value = copyOf === undefined ? plans.length : copyOf + 1;
  };
  return (
    <div class="client-panel">
      <div class="client-head">
        <h2>{plans.length > 1 ? 'Clients' : 'Client'}</h2>
        <div class="client-choice" role="group" aria-label="Client to edit">
          {plans.map((_, index) => (
            <button key={index} type="button" aria-pressed={shown === index} onClick={() => (chosen.value = index)}>
              <span class="sr-only">Client </span>
              {index + 1}
            </button>
          ))}
          <button
            type="button"
            class="quiet"
            disabled={full}
            title={full ? FULL : 'Add a client'}
            onClick={() => add()}
          >
            <Icon name="add" /> <span class="sr-only">Add a client</span>
          </button>
          {shown !== 'own' && (
            <>
              <button
                type="button"
                class="quiet"
                disabled={full}
                title={full ? FULL : 'Duplicate this client'}
                onClick={() => add(shown)}
              >
                <Icon name="duplicate" /> <span class="sr-only">Duplicate</span>
              </button>
              {plans.length > 1 && (
                <button
                  type="button"
                  class="quiet"
                  title="Remove this client"
                  onClick={() => playground.clients.remove(shown)}
                >
                  <Icon name="clear" /> <span class="sr-only">Remove</span>
                </button>
              )}
            </>
          )}
        </div>
        {plans.length > 1 && (
          <label class="dial-order">
            <span>dial</span>
            <select
              value={playground.clients.together.value ? 'together' : 'in-turn'}
              onChange={(event) => (playground.clients.together.value = event.currentTarget.value === 'together')}
            >
              <option value="in-turn">one after the other</option>
              <option value="together">together</option>
            </select>
          </label>
        )}
        <button
          type="button"
          class="own-client-button"
          aria-pressed={shown === 'own'}
          onClick={() => (chosen.value = shown === 'own' ? 0 : 'own')}
        >
          <Icon name="plug" /> Connect your own
        </button>
      </div>
      {shown === 'own' ? (
        <OwnClientPanel playground={playground} />
      ) : (
        <ClientFields playground={playground} index={shown} />
      )}
    </div>
  );
}
