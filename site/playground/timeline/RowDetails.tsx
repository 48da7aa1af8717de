import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { visibleText } from '../visible-text.ts';
import { eventBytes } from './bytes/event-bytes.ts';
import { BytesView } from './BytesView.tsx';
import type { AnyEvent } from './causes.ts';
import { bytesEventOf, messageOf, type Links } from './links.ts';
import { rowText } from './row-text.ts';
import type { TimelineRow } from './timeline-state.ts';

interface Props {
  id: string;
  row: TimelineRow;
  links: Links;
  /** Where the row has a place of a known height. */
  onHeight?: (heightPx: number) => void;
}

/** A row, opened: its text in full, the bytes and the ASGI message that it belongs to, and the event as JSON. */
export function RowDetails({ id, row, links, onHeight }: Props): JSX.Element {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const element = box.current;
    if (element === null || onHeight === undefined) return;
    const observer = new ResizeObserver(() => onHeight(element.offsetHeight));
    observer.observe(element);
    return () => observer.disconnect();
  });
  const { event } = row.entry;
  const bytesEvent = bytesEventOf(links, row);
  const decoded = useMemo(() => (bytesEvent === undefined ? undefined : eventBytes(bytesEvent)), [bytesEvent]);
  const message = messageOf(links, row);
  const pointed = useSignal<number | undefined>(undefined);
  const says = pointed.value === undefined ? undefined : decoded?.fields[pointed.value]?.says;
  const traceback = 'traceback' in event ? event.traceback : undefined;
  const text = event.kind === 'server-log' || event.kind === 'console' ? event.text : undefined;
  return (
    <div ref={box} id={id} class="row-details">
      {traceback !== undefined && <pre class="traceback">{visibleText(traceback)}</pre>}
      {text?.includes('\n') === true && <pre class="traceback">{visibleText(text)}</pre>}
      {message !== undefined && 'message' in message && typeof message.message === 'object' && (
        <section>
          <h2>{message.kind === 'asgi-send' ? 'ASGI message to the server' : 'ASGI message to the handler'}</h2>
          <Json
            value={message.message}
            lit={says}
            onPoint={(field) => {
              const at = decoded?.fields.findIndex((candidate) => candidate.says === field);
              pointed.value = at === undefined || at === -1 ? undefined : at;
            }}
          />
        </section>
      )}
      {decoded !== undefined && decoded.bytes.length > 0 && (
        <section>
          <h2>{bytesEvent === event ? 'Bytes' : 'Bytes on the wire'}</h2>
          <BytesView decoded={decoded} pointed={pointed} />
        </section>
      )}
      <details class="event-json">
        <summary>Event as JSON</summary>
        <pre>{visibleText(JSON.stringify(withoutHex(event), null, 2))}</pre>
      </details>
      <Thread links={links} event={event} />
    </div>
  );
}

/** One line a field, so that each can be pointed at. */
function Json({
  value,
  lit,
  onPoint,
}: {
  value: object;
  lit: string | undefined;
  onPoint: (field: string | undefined) => void;
}): JSX.Element {
  const entries = Object.entries(value).filter(([, said]) => said !== undefined);
  return (
    <pre class="json">
      {'{\n'}
      {entries.map(([name, said], index) => (
        <span
          key={name}
          class="json-field"
          data-lit={lit === name}
          onPointerEnter={() => onPoint(name)}
          onPointerLeave={() => onPoint(undefined)}
        >
          {visibleText(`  ${JSON.stringify(name)}: ${JSON.stringify(said)}${index < entries.length - 1 ? ',' : ''}\n`)}
        </span>
      ))}
      {'}'}
    </pre>
  );
}

/** The same message at its other stations, in words: what lights up with this row. */
function Thread({ links, event }: { links: Links; event: AnyEvent }): JSX.Element | null {
  const thread = links.threadOf(event);
  if (thread.length < 2) return null;
  return (
    <p class="thread">
      <span class="thread-name">Belongs together:</span>{' '}
      {thread
        .map((member) => {
          const said = rowText({
            key: '',
            atMs: 0,
            client: undefined,
            lane: 'wire',
            entry: 'seq' in member ? { from: 'server', event: member } : { from: 'browser', event: member },
          });
          return `${said.label} ${said.text.slice(0, 40)}`.trim();
        })
        .join(' · ')}
    </p>
  );
}

function withoutHex(event: AnyEvent): object {
  const { hex: _hex, ...rest } = { hex: '', ...event };
  return rest;
}
