export interface SortColumn {
  index: number;
  descending: boolean;
}

interface Row {
  readonly dataset: DOMStringMap;
  readonly cells: ArrayLike<{ readonly textContent: string }>;
}

/** The rows in the order of one column; equal cells keep the order of their codes. */
export function closeCodeOrder<R extends Row>(rows: readonly R[], { index, descending }: SortColumn): R[] {
  const code = (row: R): number => Number(row.dataset['code']);
  const text = (row: R): string => row.cells[index]?.textContent.trim() ?? '';
  const compare = (a: R, b: R): number => (index === 0 ? code(a) - code(b) : text(a).localeCompare(text(b)));
  const sign = descending ? -1 : 1;
  return rows.toSorted((a, b) => sign * compare(a, b) || code(a) - code(b));
}
