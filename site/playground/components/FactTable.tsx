import type { JSX } from 'preact';
import type { ConnectionFacts } from '../verdict/connection-facts.ts';
import { factRows, type FactRow } from '../verdict/fact-rows.ts';
import { Icon } from './icons.tsx';

const TOLD: Readonly<Record<ConnectionFacts['witness'], string>> = {
  page: 'told to the page',
  browser: 'its page may be told',
  program: 'it can read',
};

/** What the server sent beside what its client was told, a row a fact, and between them what became of it. */
export function FactTable({ facts }: { facts: ConnectionFacts }): JSX.Element {
  return (
    <table class="fact-table">
      <thead>
        <tr>
          <th scope="col">
            <span class="sr-only">Fact</span>
          </th>
          <th scope="col">sent by the server</th>
          <th scope="col">
            <span class="sr-only">What became of it</span>
          </th>
          <th scope="col">{TOLD[facts.witness]}</th>
        </tr>
      </thead>
      <tbody>
        {factRows(facts).map((row) => (
          <Row key={row.name} row={row} />
        ))}
      </tbody>
    </table>
  );
}

function Row({ row: { name, sent, sentNote, told, toldNote, fate } }: { row: FactRow }): JSX.Element {
  return (
    <tr data-outcome={fate}>
      <th scope="row">{name}</th>
      <td class="sent">
        <code>{fate === 'lost' ? <s>{sent}</s> : sent}</code>
        <Note text={sentNote} />
      </td>
      <td class="fate">
        {fate !== undefined && (
          <>
            <Icon name={fate} /> {fate}
          </>
        )}
      </td>
      <td class="told">
        <code>{told}</code>
        <Note text={toldNote} />
      </td>
    </tr>
  );
}

function Note({ text }: { text: string | undefined }): JSX.Element | null {
  return text === undefined ? null : <span class="note"> {text}</span>;
}
