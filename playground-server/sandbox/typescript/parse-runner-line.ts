import { z } from 'zod';
import { Diagnostic } from '#protocol/server-message.ts';
import { GuestException, GuestMessage, type GuestEnd } from '../sandbox.ts';
import type { Gone } from './runner/line.ts';

/**
 * What a runner writes is written by an attacker until it has passed here.
 * Undefined means that it was not what a guest of ours can send.
 */
export function parseGuestMessage(json: string): GuestMessage | undefined {
  return parse(GuestMessage, json);
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
  return parse(GuestEndLine, json);
}

const GoneLine = z.strictObject({ channel: z.int().nonnegative(), isOverdue: z.boolean() });

export function parseGone(json: string): Gone | undefined {
  return parse(GoneLine, json);
}

/** Deeper than any message of a handler; a thousand brackets would make others recurse. */
const MAX_DEPTH = 24;

function parse<Value>(schema: z.ZodType<Value>, json: string): Value | undefined {
  try {
    const value: unknown = JSON.parse(json);
    if (!isShallow(value, MAX_DEPTH)) return undefined;
    return schema.safeParse(value).data;
  } catch {
    return undefined;
  }
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((item) => isShallow(item, depth - 1));
}
