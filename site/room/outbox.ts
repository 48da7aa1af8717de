import { z } from 'zod';
import { FacilitatorAction, ParticipantAction } from '#protocol/room-action.ts';

const Waiting = z.strictObject({ id: z.string(), action: z.union([ParticipantAction, FacilitatorAction]) });
export type Waiting = z.infer<typeof Waiting>;

/** The server remembers as many ids of each member. */
const MAX_WAITING = 200;

/**
 * Actions that the server has not answered yet, in order. They outlive a
 * reload and a lost network, and are sent again under their ids, so that each
 * is taken once. Two pages of one browser share them: what both send, the
 * server takes once as well.
 */
export class Outbox {
  readonly #storage: Storage;
  readonly #key: string;

  constructor(storage: Storage, key: string) {
    this.#storage = storage;
    this.#key = key;
  }

  get waiting(): Waiting[] {
    try {
      return z.array(Waiting).parse(JSON.parse(this.#storage.getItem(this.#key) ?? '[]'));
    } catch {
      // Written by another version, or by hand: what cannot be read cannot be sent.
      return [];
    }
  }

  add(waiting: Waiting): void {
    this.#write([...this.waiting, waiting].slice(-MAX_WAITING));
  }

  answered(id: string): Waiting | undefined {
    const all = this.waiting;
    this.#write(all.filter((one) => one.id !== id));
    return all.find((one) => one.id === id);
  }

  clear(): void {
    this.#storage.removeItem(this.#key);
  }

  #write(waiting: readonly Waiting[]): void {
    if (waiting.length === 0) this.clear();
    else this.#storage.setItem(this.#key, JSON.stringify(waiting));
  }
}
