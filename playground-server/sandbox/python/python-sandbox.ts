import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { Limits } from '#limits';
import type { Guest, GuestHost, Sandbox } from '../sandbox.ts';
import { PythonGuest } from './python-guest.ts';
import type { Containment } from './python-command.ts';
import type { PythonImage } from './python-image.ts';
import { PythonProcess } from './python-process.ts';
import { WarmPool } from './warm-pool.ts';

export interface PythonSandboxOptions {
  image: PythonImage;
  limits: Limits;
  containment: Containment;
}

/** Runs Python handlers: real FastAPI and Starlette, one process for each run. */
export class PythonSandbox implements Sandbox {
  readonly #guests = new Set<PythonGuest>();
  readonly #pool: WarmPool;
  /** A boot is half a second of computing: more of them than processors would only make the first as late as the last. */
  readonly #boots = pLimit(availableParallelism());

  constructor(options: PythonSandboxOptions) {
    const { limits } = options;
    const others = (): number => this.#guests.size - this.#pool.idleCount - 1;
    this.#pool = new WarmPool(limits.pythonWarmProcesses, (isUrgent) => {
      const guest = new PythonGuest(
        limits,
        (listener) => new PythonProcess({ ...options, isUrgent, others }, listener),
      );
      this.#guests.add(guest);
      void this.#boots(() => guest.boot());
      void guest.gone.then(() => this.#guests.delete(guest));
      return guest;
    });
  }

  /** How many guests wait for a program. */
  get warm(): number {
    return this.#pool.idleCount;
  }

  /** The processes that exist, outermost of each. */
  get pids(): number[] {
    return [...this.#guests].flatMap((guest) => guest.pid ?? []);
  }

  start(code: string, host: GuestHost): Guest {
    const guest = this.#pool.take();
    guest.run(code, host);
    return guest;
  }

  async close(): Promise<void> {
    this.#pool.close();
    const guests = [...this.#guests];
    for (const guest of guests) guest.kill();
    await Promise.all(guests.map((guest) => guest.gone));
  }
}
