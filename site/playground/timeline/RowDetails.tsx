import type { JSX } from 'preact';
import { bytesOf, frameFields, hexLines } from './frame-fields.ts';
import type { TimelineRow } from './timeline-state.ts';

/** A row, opened: its text in full, its bytes with their fields, and the event as JSON. */
export function RowDetails({ row }: { row: TimelineRow }): JSX.Element {
  const { event } = row.entry;
  const traceback = 'traceback' in event ? event.traceback : undefined;
  const { hex = '', ...json } = { hex: '', ...event };
  const bytes = bytesOf(hex);
  const whole = 'bytes' in event ? event.bytes : bytes.length;
  return (
    <div class="row-details">
      {traceback !== undefined && <pre class="traceback">{traceback}</pre>}
      {bytes.length > 0 && (
        <>
          {event.kind === 'frame' && (
            <table>
              <tbody>
                {frameFields(bytes).map(({ name, at, length, value }) => (
                  <tr key={name}>
                    <th scope="row">{name}</th>
                    <td class="bytes">{hexOf(bytes.subarray(at, at + Math.min(length, 8)), length > 8)}</td>
                    <td>{value}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          )}
          <pre>
            {hexLines(bytes).join('\n')}
            {whole > bytes.length && `\n… ${whole - bytes.length} more bytes are not kept`}
          </pre>
        </>
      )}
      <pre>{JSON.stringify(json, null, 2)}</pre>
    </div>
  );
}

function hexOf(bytes: Uint8Array, cut: boolean): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join(' ') + (cut ? ' …' : '');
}
