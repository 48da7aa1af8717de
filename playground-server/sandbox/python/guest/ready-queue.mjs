// Runs inside the sandbox, in Deno.

/**
 * What Python's event loop has yet to run, oldest first.
 *
 * A server takes a message without letting its loop go on, so nothing may come
 * between a handler's `send()` and its next line. Here the server is in another
 * process: the queue holds everything back until it has answered.
 */
export class ReadyQueue {
  #schedule;
  #ready = [];
  #holds = false;
  #runs = false;
  /** While it is set, what is added is not held back: it is what everything waits for. */
  isAnswering = false;

  /** `schedule` calls a function after some milliseconds, and those without a delay in order. */
  constructor(schedule) {
    this.#schedule = schedule;
  }

  /** Runs `callback` after `ms` and after what is ready before it. */
  add(callback, ms) {
    if (this.isAnswering) return this.#schedule(callback, ms);
    this.#schedule(() => {
      this.#ready.push(callback);
      void this.#runOldest();
    }, ms);
  }

  hold() {
    this.#holds = true;
  }

  release() {
    if (!this.#holds) return;
    this.#holds = false;
    this.#goOn();
  }

  #goOn() {
    // Each is a turn of its own: timers and what is read come between.
    if (this.#ready.length > 0) this.#schedule(() => this.#runOldest(), 0);
  }

  async #runOldest() {
    if (this.#holds || this.#runs || this.#ready.length === 0) return;
    this.#runs = true;
    // Python may be entered a little later than it is called, and must have been left before the next.
    await this.#ready.shift()();
    this.#runs = false;
    this.#goOn();
  }
}
