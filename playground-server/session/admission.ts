/**
 * Admission. A run starts only while it holds a permit, and waits in order of
 * arrival otherwise. Waiting is bounded: past `maxWaiting` a run is refused at
 * once, because a learner prefers "busy" to a spinner.
 *
 * Nothing is held on refusal, so there is nothing to release by mistake.
 */
export interface Permit {
  /** Gives the place back. Calling it again does nothing. */
  release(): void;
}

export interface Applicant {
  granted(permit: Permit): void;
  /**
   * The place in the queue, from 1, each time it changes, and about how long
   * it takes from there; undefined while no run has ended yet.
   */
  moved(position: number, waitMs: number | undefined): void;
}

export interface Application {
  /** Leaves the queue. Does nothing once a permit was granted. */
  withdraw(): void;
}

/** How much the latest run says about the next ones. */
const LATEST_WEIGHT = 0.2;

export class Admission {
  readonly #places: number;
  #free: number;
  readonly #maxWaiting: number;
  readonly #nowMs: () => number;
  readonly #waiting: Applicant[] = [];
  /** How long a place is held, as a mean in which the latest runs count most. */
  #heldMs: number | undefined;

  constructor(places: number, maxWaiting: number, nowMs: () => number = () => performance.now()) {
    this.#places = places;
    this.#free = places;
    this.#maxWaiting = maxWaiting;
    this.#nowMs = nowMs;
  }

  /** About how long it takes until `position` runs have ended; undefined while none has. */
  waitMs(position: number): number | undefined {
    return this.#heldMs === undefined ? undefined : Math.round((position * this.#heldMs) / this.#places);
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  /** Grants at once when a place is free, queues otherwise; `undefined` when the queue is full. */
  apply(applicant: Applicant): Application | undefined {
    if (this.#free > 0) {
      this.#free -= 1;
      applicant.granted(this.#permit());
      return { withdraw: () => {} };
    }
    if (this.#waiting.length >= this.#maxWaiting) return undefined;
    this.#waiting.push(applicant);
    this.#tell(applicant, this.#waiting.length);
    return { withdraw: () => this.#withdraw(applicant) };
  }

  #permit(): Permit {
    let held = true;
    const sinceMs = this.#nowMs();
    return {
      release: () => {
        if (!held) return;
        held = false;
        const heldMs = this.#nowMs() - sinceMs;
        this.#heldMs = this.#heldMs === undefined ? heldMs : this.#heldMs + LATEST_WEIGHT * (heldMs - this.#heldMs);
        this.#free += 1;
        this.#grantNext();
      },
    };
  }

  #grantNext(): void {
    const next = this.#waiting.shift();
    if (next === undefined) return;
    this.#free -= 1;
    this.#announcePlaces();
    next.granted(this.#permit());
  }

  #withdraw(applicant: Applicant): void {
    const index = this.#waiting.indexOf(applicant);
    if (index < 0) return;
    this.#waiting.splice(index, 1);
    this.#announcePlaces();
  }

  #announcePlaces(): void {
    this.#waiting.forEach((applicant, index) => this.#tell(applicant, index + 1));
  }

  #tell(applicant: Applicant, position: number): void {
    applicant.moved(position, this.waitMs(position));
  }
}
