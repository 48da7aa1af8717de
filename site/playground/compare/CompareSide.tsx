import type { JSX } from 'preact';
import { ClientPanel } from '../client/ClientPanel.tsx';
import { LanguageNotice, LanguageSwitch } from '../components/LanguageSwitch.tsx';
import { ServerSelect } from '../components/ServerSelect.tsx';
import { Editor } from '../editor/Editor.tsx';
import type { Playground } from '../playground.ts';

interface Props {
  name: 'Left' | 'Right';
  playground: Playground;
  firstHtml: string;
}

/** One half of a comparison: its example, its language, its server, its code and its clients. */
export function CompareSide({ name, playground, firstHtml }: Props): JSX.Element {
  const { examples, example } = playground.handler;
  const plans = playground.clients.plans.value;
  return (
    <section class="compare-side" aria-label={`${name} side`}>
      <div class="side-head">
        <b>{name}</b>
        <label>
          <span class="sr-only">{name} example</span>
          <select value={example.value?.slug} onChange={(event) => playground.openExample(event.currentTarget.value)}>
            {examples.map(({ slug, title, order }) => (
              <option key={slug} value={slug}>
                {title} ({order})
              </option>
            ))}
          </select>
        </label>
        <LanguageSwitch playground={playground} />
        <ServerSelect playground={playground}>
          <span class="sr-only">{name} server</span>
        </ServerSelect>
      </div>
      <LanguageNotice playground={playground} />
      <Editor playground={playground} firstHtml={firstHtml} />
      <details class="side-clients">
        <summary>
          {plans.length > 1 ? `${plans.length} clients` : 'Client'} <code>{plans[0]?.path || 'the first route'}</code>
        </summary>
        <ClientPanel playground={playground} />
      </details>
    </section>
  );
}
