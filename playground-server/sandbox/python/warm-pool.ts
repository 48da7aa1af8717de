import type { PythonGuest } from './python-guest.ts';

/** A place in the pool is filled again this long after a boot failed, so that a broken image does not spin. */
const RETRY_MS = 5_000;
/** The visitor who took a guest runs a program now; a boot beside it takes a processor, and more time than the run. */
const REFILL_DELAY_MS = 250;

/**
 * Guests that have booted before anybody asks. Refilled one at a time and never
 * while a guest boots for somebody who waits, or has just been taken: a visitor
 * goes first.
 */
export class WarmPool {
  readonly #size: number;
  readonly #boot: (isUrgent: boolean) => PythonGuest;
  readonly #idle: PythonGuest[] = [];
  #filling: PythonGuest | undefined;
  #urgent = 0;
  #isClosed = false;

  constructor(size: number, boot: (isUrgent: boolean) => PythonGuest) {
    this.#size = size;
    this.#boot = boot;
    this.#refill();
  }

  get idleCount(): number {
    return this.#idle.length;
  }

  /** A guest that is ready, or else one that boots. */
  take(): PythonGuest {
    const guest = this.#takeIdle() ?? this.#takeFilling() ?? this.#boot(true);
    if (guest.isWarm) {
      this.#refillLater();
    } else {
      this.#urgent += 1;
      void guest.booted.then(() => {
        this.#urgent -= 1;
        this.#refillLater();
      });
    }
    return guest;
  }

  /** Ends the guests that nobody has taken. */
  close(): void {
    this.#isClosed = true;
    for (const guest of this.#idle.splice(0)) guest.stop();
    this.#filling?.stop();
  }

  #takeIdle(): PythonGuest | undefined {
    for (let guest = this.#idle.shift(); guest !== undefined; guest = this.#idle.shift()) {
      if (!guest.ended) return guest;
    }
    return undefined;
  }

  #takeFilling(): PythonGuest | undefined {
    const guest = this.#filling;
    this.#filling = undefined;
    return guest;
  }

  #refillLater(): void {
    setTimeout(() => this.#refill(), REFILL_DELAY_MS).unref();
  }

  #refill(): void {
    if (this.#isClosed || this.#filling !== undefined || this.#urgent > 0 || this.#idle.length >= this.#size) return;
    const guest = this.#boot(false);
    this.#filling = guest;
    void guest.booted.then(() => {
      if (this.#filling !== guest) return;
      this.#filling = undefined;
      if (guest.ended) return void setTimeout(() => this.#refill(), RETRY_MS).unref();
      this.#idle.push(guest);
      this.#refill();
    });
  }
}
