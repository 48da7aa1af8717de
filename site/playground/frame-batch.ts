/** A page that is not seen gets no frames, and must not fall behind for ever. */
const LONGEST_WAIT_MS = 100;

/** Changes that come by the hundred, made together once a frame, in their order. */
export class FrameBatch {
  readonly #make: (changes: readonly (() => void)[]) => void;
  #changes: (() => void)[] = [];
  #unschedule: (() => void) | undefined;

  constructor(make: (changes: readonly (() => void)[]) => void) {
    this.#make = make;
  }

  add(change: () => void): void {
    this.#changes.push(change);
    if (this.#unschedule !== undefined) return;
    const frame = requestAnimationFrame(() => this.flush());
    const timer = setTimeout(() => this.flush(), LONGEST_WAIT_MS);
    this.#unschedule = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
  }

  /** Now, before something that has to see what they change. */
  flush(): void {
    this.#unschedule?.();
    this.#unschedule = undefined;
    const changes = this.#changes;
    this.#changes = [];
    if (changes.length > 0) this.#make(changes);
  }
}
