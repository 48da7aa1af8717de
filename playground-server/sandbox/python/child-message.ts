import { z } from 'zod';
import { Diagnostic } from '#protocol/server-message.ts';
import { GuestException, GuestMessage } from '../sandbox.ts';

/**
 * What the process of a guest writes. It is written by an attacker until it has
 * passed here; undefined means that no guest of ours can have sent it.
 */
const ChildMessage = z.union([
  GuestMessage,
  z.strictObject({ type: z.literal('booted') }),
  z.strictObject({ type: z.literal('pong') }),
  /** The program's lifespan is over; it may have printed how that went. */
  z.strictObject({ type: z.literal('shut-down') }),
  /** Everything that so many `HostMessage`s have started is done, or waits. */
  z.strictObject({ type: z.literal('idle'), deliveries: z.int().positive() }),
  z.strictObject({
    type: z.literal('rejected'),
    diagnostics: z.array(Diagnostic).max(100),
    exception: GuestException.exactOptional(),
    during: z.literal('lifespan').exactOptional(),
  }),
]);
export type ChildMessage = z.infer<typeof ChildMessage>;

/** Deeper than any message of a handler; a thousand brackets would make others recurse. */
const MAX_DEPTH = 24;

export function parseChildMessage(line: string): ChildMessage | undefined {
  try {
    const value: unknown = JSON.parse(line);
    return isShallow(value, MAX_DEPTH) ? ChildMessage.safeParse(value).data : undefined;
  } catch {
    // Not JSON. The caller ends the guest.
    return undefined;
  }
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((item) => isShallow(item, depth - 1));
}
