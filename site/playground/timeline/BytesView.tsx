import type { Signal } from '@preact/signals';
import type { JSX } from 'preact';
import type { EventBytes } from './bytes/event-bytes.ts';
import { byteLines } from './bytes/byte-lines.ts';
import { toHex, type ByteField } from './bytes/byte-field.ts';

interface Props {
  decoded: EventBytes;
  /** Position of the field that is pointed at, in the hex, in the table or in the message. */
  pointed: Signal<number | undefined>;
}

const SHOWN_BYTES = 6;

/** Bytes as hex beside their fields: pointing at one lights up the other. */
export function BytesView({ decoded: { bytes, fields, cutBytes }, pointed }: Props): JSX.Element {
  const point = (field: number): void => void (pointed.value = field === -1 ? undefined : field);
  const leave = (): void => void (pointed.value = undefined);
  const shown = pointed.value === undefined ? undefined : fields[pointed.value];
  return (
    <div class="bytes-view">
      <table class="fields">
        <thead class="sr-only">
          <tr>
            <th scope="col">Field</th>
            <th scope="col">Bytes</th>
            <th scope="col">Value</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field, index) => (
            <tr
              key={index}
              data-lit={pointed.value === index}
              onPointerEnter={() => point(index)}
              onPointerLeave={leave}
            >
              <th scope="row">{field.name}</th>
              <td class="bytes">{field.bits ?? shortHex(bytes, field)}</td>
              <td>
                <span class="value">{field.value}</span>
                {field.note !== undefined && <span class="note"> {field.note}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <pre class="hex">
        {byteLines(bytes, fields).map(({ at, runs }) => (
          <span key={at} class="hex-line">
            <span class="offset">{at.toString(16).padStart(4, '0')}</span>
            <span class="octets">
              {runs.map((run) => (
                <span
                  key={run.at}
                  data-odd={run.field % 2 === 1}
                  data-lit={covers(shown, run.at)}
                  onPointerEnter={() => point(run.field)}
                  onPointerLeave={leave}
                >
                  {run.hex}{' '}
                </span>
              ))}
            </span>
            <span class="ascii">
              {runs.map((run) => (
                <span key={run.at} data-lit={covers(shown, run.at)}>
                  {run.ascii}
                </span>
              ))}
            </span>
          </span>
        ))}
        {cutBytes > 0 && `… ${cutBytes} more bytes are not kept`}
      </pre>
    </div>
  );
}

function covers(field: ByteField | undefined, at: number): boolean {
  return field !== undefined && at >= field.at && at < field.at + field.length;
}

function shortHex(bytes: Uint8Array, { at, length }: ByteField): string {
  return toHex(bytes.subarray(at, at + Math.min(length, SHOWN_BYTES))) + (length > SHOWN_BYTES ? ' …' : '');
}
