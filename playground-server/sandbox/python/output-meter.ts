/**
 * A bucket that leaks: `capacity` at once, `perSecond` for as long as one likes.
 * The clock is an argument, so that nobody has to wait for it.
 */
export class OutputMeter {
  readonly #capacity: number;
  readonly #perSecond: number;
  #level = 0;
  #lastMs = 0;

  constructor(capacity: number, perSecond: number) {
    this.#capacity = capacity;
    this.#perSecond = perSecond;
  }

  /** False when the bucket has run over. */
  add(amount: number, nowMs: number): boolean {
    const leakedSince = ((nowMs - this.#lastMs) / 1_000) * this.#perSecond;
    this.#level = Math.max(0, this.#level - leakedSince) + amount;
    this.#lastMs = nowMs;
    return this.#level <= this.#capacity;
  }
}
