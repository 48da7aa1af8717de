import type { Limits } from '#limits';
import { RateLimit, type Taken } from '../rate-limit.ts';

const EVERYBODY = 'everybody';
/** Addresses and participants that are remembered. */
const MAX_KEYS = 10_000;

/**
 * How often who may try what. A right code costs nothing: only what opens
 * nothing is counted, so that a class behind one address can join at once and
 * somebody who guesses cannot.
 */
export class RoomDoors {
  readonly #attempts: RateLimit;
  readonly #allAttempts: RateLimit;
  readonly #openings: RateLimit;
  readonly #actions: RateLimit;

  constructor(limits: Limits, nowMs: () => number) {
    const rate = (perMinute: number, maxKeys: number = MAX_KEYS) =>
      new RateLimit({ burst: perMinute, perMinute, maxKeys }, nowMs);
    this.#attempts = rate(limits.roomAttemptsPerMinute);
    this.#allAttempts = rate(limits.allRoomAttemptsPerMinute, 1);
    this.#openings = rate(limits.roomsPerMinute);
    this.#actions = rate(limits.roomActionsPerMinute);
  }

  /** Whether this address may try a code or a secret now. */
  mayTry(address: string): Taken {
    const own = this.#attempts.has(address);
    return own.ok ? this.#allAttempts.has(EVERYBODY) : own;
  }

  /** What was tried opened nothing. */
  failed(address: string): void {
    this.#attempts.take(address);
    this.#allAttempts.take(EVERYBODY);
  }

  mayOpen(address: string): Taken {
    return this.#openings.take(address);
  }

  mayAct(member: string): Taken {
    return this.#actions.take(member);
  }
}
