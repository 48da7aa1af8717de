export interface Figure {
  name: string;
  value: number;
  unit: string;
  /** The goal. */
  atMost?: number;
}

export function printTable(figures: readonly Figure[]): void {
  const rows = figures.map(({ name, value, unit, atMost }) => [
    name,
    `${round(value)} ${unit}`.trim(),
    atMost === undefined ? '' : `≤ ${atMost}`,
    atMost === undefined ? '' : value <= atMost ? 'met' : 'MISSED',
  ]);
  const widths = [0, 1, 2].map((column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  for (const [name = '', value = '', goal = '', verdict = ''] of rows) {
    const cells = [name.padEnd(widths[0] ?? 0), value.padStart(widths[1] ?? 0), goal.padEnd(widths[2] ?? 0), verdict];
    console.log(cells.join('  ').trimEnd());
  }
}

function round(value: number): string {
  return Number.isInteger(value) ? String(value) : value.toFixed(value < 10 ? 2 : 1);
}
