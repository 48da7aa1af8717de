import type { JSX } from 'preact';
import type { ConnectionFacts } from '../verdict/connection-facts.ts';
import { twoColumns, type FactLine } from '../verdict/two-columns.ts';
import { Icon } from './icons.tsx';

export function TwoColumns({ facts }: { facts: ConnectionFacts }): JSX.Element {
  const { sent, told } = twoColumns(facts);
  return (
    <div class="two-columns">
      <Column title="sent by the server" lines={sent} />
      <Column title="told to the page" lines={told} />
    </div>
  );
}

function Column({ title, lines }: { title: string; lines: FactLine[] }): JSX.Element {
  return (
    <section>
      <h3>{title}</h3>
      <ul>
        {lines.map(({ text, mark }) => (
          <li key={text}>
            <code>{text}</code>
            {mark !== undefined && (
              <span class="mark" data-outcome={mark}>
                <Icon name={mark} /> {mark}
              </span>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
