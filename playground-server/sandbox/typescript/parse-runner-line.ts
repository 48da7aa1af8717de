import { z } from 'zod';
import { Diagnostic } from '#protocol/server-message.ts';
import { parseGuestLine } from '../parse-guest-line.ts';
import { GuestException, GuestMessage, type GuestEnd } from '../sandbox.ts';
import type { Gone } from './runner/line.ts';

/** Undefined means that it was not what a guest of ours can send. */
export function parseGuestMessage(json: string): GuestMessage | undefined {
  return parseGuestLine(GuestMessage, json);
}

const GuestEndLine = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('stopped') }),
  z.strictObject({
    kind: z.literal('rejected'),
    diagnostics: z.array(Diagnostic).max(100),
    exception: GuestException.exactOptional(),
  }),
  z.strictObject({ kind: z.literal('limit'), limit: z.string() }),
  z.strictObject({ kind: z.literal('crashed'), detail: z.string() }),
]);

export function parseGuestEnd(json: string): GuestEnd | undefined {
  return parseGuestLine(GuestEndLine, json);
}

const GoneLine = z.strictObject({ channel: z.int().nonnegative(), isOverdue: z.boolean() });

export function parseGone(json: string): Gone | undefined {
  return parseGuestLine(GoneLine, json);
}
