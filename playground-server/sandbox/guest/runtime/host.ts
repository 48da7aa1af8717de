// Runs inside the sandbox. No DOM, no node: imports.

/**
 * The one way out of the sandbox: two strings. What the host does with them
 * happens after the turn, so that no call can start the turn's clock again.
 *
 * - `message`: a `GuestMessage` as JSON, for the session.
 * - `rejected`: a `GuestException` as JSON; the program threw while it was loaded.
 * - `exhausted`: the program met the limit of its memory and did not catch it.
 * - `timer`: `[id, milliseconds]`; the host delivers `{ type: 'timer', id }` later.
 * - `cancel`: `[id]`.
 */
export type HostVerb = 'message' | 'rejected' | 'exhausted' | 'timer' | 'cancel';

const scope = globalThis as { hostPost?: (verb: HostVerb, text: string) => void };

/** Taken and removed before any handler runs. */
export const post = scope.hostPost as (verb: HostVerb, text: string) => void;
delete scope.hostPost;
