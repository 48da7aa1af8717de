/**
 * Cuts a stream of text into lines. The other end of the pipe may be hostile:
 * a line that grows beyond the bound is reported, and then nothing more is read.
 */
export class LineSplitter {
  readonly #maxLength: number;
  readonly #onLine: (line: string) => void;
  readonly #onTooLong: () => void;
  #parts: string[] = [];
  #length = 0;
  #isOver = false;

  constructor(maxLength: number, onLine: (line: string) => void, onTooLong: () => void) {
    this.#maxLength = maxLength;
    this.#onLine = onLine;
    this.#onTooLong = onTooLong;
  }

  push(chunk: string): void {
    let start = 0;
    while (!this.#isOver) {
      const end = chunk.indexOf('\n', start);
      const part = end < 0 ? chunk.slice(start) : chunk.slice(start, end);
      this.#length += part.length;
      if (this.#length > this.#maxLength) return this.#giveUp();
      if (end < 0) {
        if (part !== '') this.#parts.push(part);
        return;
      }
      const line = this.#parts.length === 0 ? part : this.#parts.join('') + part;
      this.#parts = [];
      this.#length = 0;
      start = end + 1;
      this.#onLine(line);
    }
  }

  #giveUp(): void {
    this.#isOver = true;
    this.#parts = [];
    this.#onTooLong();
  }
}
