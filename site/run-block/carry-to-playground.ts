import type { Language } from '#protocol/languages.ts';
import { formatScript } from '../playground/client/client-script.ts';
import { writeDraft } from '../playground/drafts.ts';
import type { ClientCall } from './live-run.ts';

/** Leaves edited code where the playground finds it when it opens this example. */
export function carryToPlayground(
  slug: string,
  language: Language,
  code: string,
  clients: readonly ClientCall[],
): void {
  writeDraft(localStorage, {
    slug,
    language,
    code: { [language]: code },
    profile: 'uvicorn',
    plans: clients.map(({ path, query, subprotocols, script }) => ({
      path,
      query,
      subprotocols: subprotocols.join(', '),
      script: formatScript(script),
    })),
  });
}
