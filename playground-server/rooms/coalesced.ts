/** Does `work` once for all the calls within `delayMs` of the first. */
export class Coalesced {
  readonly #work: () => void;
  readonly #delayMs: number;
  #timer: NodeJS.Timeout | undefined;

  constructor(delayMs: number, work: () => void) {
    this.#delayMs = delayMs;
    this.#work = work;
  }

  ask(): void {
    this.#timer ??= setTimeout(() => this.now(), this.#delayMs);
  }

  now(): void {
    this.stop();
    this.#work();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
