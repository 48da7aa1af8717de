import { encodeQR } from 'qr';
import type { JSX } from 'preact';

/** A QR code in black on white in either theme, because not every phone reads the reverse. */
export function Qr({ text, label }: { text: string; label: string }): JSX.Element {
  const rows = encodeQR(text, 'raw', { border: 2, ecc: 'medium' });
  const path = rows.flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : ''))).join('');
  return (
    <svg
      class="qr"
      viewBox={`0 0 ${rows.length} ${rows.length}`}
      role="img"
      aria-label={label}
      shape-rendering="crispEdges"
    >
      <path class="qr-paper" d={`M0 0h${rows.length}v${rows.length}H0z`} />
      <path class="qr-ink" d={path} />
    </svg>
  );
}
