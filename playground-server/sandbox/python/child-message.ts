import { z } from 'zod';
import { Diagnostic } from '#protocol/server-message.ts';
import { parseGuestLine } from '../parse-guest-line.ts';
import { GuestException, GuestMessage } from '../sandbox.ts';

/** What the process of a guest may write. */
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

export function parseChildMessage(line: string): ChildMessage | undefined {
  return parseGuestLine(ChildMessage, line);
}
