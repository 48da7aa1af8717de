import { signal } from '@preact/signals';

/** Which lines of the source the page points at. */
export class SourceLines {
  /** A line to show, counted anew each time so that the same line can be asked for twice. */
  readonly revealed = signal<{ line: number; times: number } | undefined>(undefined);
  /** The line of the row under the pointer or the focus. */
  readonly pointed = signal<number | undefined>(undefined);
  /** The line of the cursor, while the editor has the focus. */
  readonly cursor = signal<number | undefined>(undefined);

  reveal(line: number): void {
    this.revealed.value = { line, times: (this.revealed.value?.times ?? 0) + 1 };
  }
}
