import { z } from 'zod';
import { FacilitatorAction, ParticipantAction } from '#protocol/room-action.ts';

const Waiting = z.strictObject({ id: z.string(), action: z.union([ParticipantAction, FacilitatorAction]) });
export type Waiting = z.infer<typeof Waiting>;

/** The server remembers more ids than these of each member. */
const MAX_WAITING = 200;

/** In the same form as a fault of the server. */
export const OUTBOX_FULL = {
  name: 'outbox-full',
  title: 'This was not kept',
  message: `${MAX_WAITING} things wait to be sent to the room, and no more are kept. What you do from now on the room does not learn.`,
  hint: 'Once the connection is back, all that waits is sent, and what you do counts again.',
};

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

  /** False when it is full, and nothing was added. */
  add(waiting: Waiting): boolean {
    const before = this.waiting;
    if (before.length >= MAX_WAITING) return false;
    this.#write([...before, waiting]);
    return true;
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
