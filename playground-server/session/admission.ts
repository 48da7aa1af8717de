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
  /** The place in the queue, from 1, each time it changes. */
  moved(position: number): void;
}

export interface Application {
  /** Leaves the queue. Does nothing once a permit was granted. */
  withdraw(): void;
}

export class Admission {
  #free: number;
  readonly #maxWaiting: number;
  readonly #waiting: Applicant[] = [];

  constructor(places: number, maxWaiting: number) {
    this.#free = places;
    this.#maxWaiting = maxWaiting;
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
    applicant.moved(this.#waiting.length);
    return { withdraw: () => this.#withdraw(applicant) };
  }

  #permit(): Permit {
    let held = true;
    return {
      release: () => {
        if (!held) return;
        held = false;
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
    this.#waiting.forEach((applicant, index) => applicant.moved(index + 1));
  }
}
