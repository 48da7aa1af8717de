import type { ClientStep, Example } from '#content/example-schema.ts';
import { formatScript } from './client-script.ts';

/** One client of the panel, as the visitor wrote it: text, checked only when it dials. */
export interface ClientPlan {
  path: string;
  query: string;
  /** One `Name: value` a line. No browser can send them; the commands for other clients have them. */
  headers: string;
  /** Separated by commas. */
  subprotocols: string;
  /** One step a line; `client-script.ts` reads it. */
  script: string;
}

export function plansOf(example: Example): ClientPlan[] {
  return example.clients.map((client) => ({
    path: client.path,
    query: client.query,
    headers: '',
    subprotocols: client.subprotocols.join(', '),
    script: formatScript(client.script satisfies ClientStep[]),
  }));
}

/** One more client, as the last one is dialled, with nothing to say. */
export function nextPlan(plans: readonly ClientPlan[]): ClientPlan {
  const { path = '', query = '', headers = '', subprotocols = '' } = plans.at(-1) ?? {};
  return { path, query, headers, subprotocols, script: '' };
}

export function splitSubprotocols(text: string): string[] {
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}
