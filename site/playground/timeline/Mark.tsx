import type { JSX } from 'preact';
import type { ClientShape } from './client-tags.ts';

/** The mark of an event on its lifeline. Clients have shapes, because colour alone would not tell them apart. */
export function Mark({ x, y, shape, size }: { x: number; y: number; shape: ClientShape; size: number }): JSX.Element {
  const at = (path: string): JSX.Element => <path d={path} transform={`translate(${x} ${y}) scale(${size})`} />;
  switch (shape) {
    case 'circle':
      return <circle cx={x} cy={y} r={size} />;
    case 'ring':
      return <circle cx={x} cy={y} r={size} class="hollow" />;
    case 'square':
      return at('M-.95-.95h1.9v1.9h-1.9z');
    case 'triangle':
      return at('M0-1.2 1.15.95h-2.3z');
    case 'diamond':
      return at('M0-1.3 1.3 0 0 1.3-1.3 0z');
    case 'bar':
      return at('M-1.5-.55h3v1.1h-3z');
  }
}
