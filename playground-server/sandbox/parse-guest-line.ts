import type { z } from 'zod';

/** Deeper than any message of a handler; a thousand brackets would make others recurse. */
const MAX_DEPTH = 24;
/** More than any message of a handler. A line of a million takes this server's only thread for seconds. */
const MAX_VALUES = 5_000;

/** What a guest writes is written by an attacker until it has passed here; undefined means that it has not. */
export function parseGuestLine<Value>(schema: z.ZodType<Value>, json: string): Value | undefined {
  if (!hasFewValues(json)) return undefined;
  try {
    const value: unknown = JSON.parse(json);
    return isShallow(value, MAX_DEPTH) ? schema.safeParse(value).data : undefined;
  } catch {
    // Not JSON. The caller ends the guest.
    return undefined;
  }
}

/** Counts what begins or separates values, without reading them: a long text is one. */
function hasFewValues(json: string): boolean {
  if (json.length <= MAX_VALUES) return true;
  let values = 0;
  for (let at = 0; at < json.length && values <= MAX_VALUES; at += 1) {
    const character = json[at];
    if (character === '"') at = endOfText(json, at);
    else if (character === ',' || character === '[' || character === '{') values += 1;
  }
  return values <= MAX_VALUES;
}

/** Where the text that begins at a quote ends; behind the line when it does not. */
function endOfText(json: string, start: number): number {
  let end = start;
  do end = json.indexOf('"', end + 1);
  while (end > 0 && isEscaped(json, end));
  return end > 0 ? end : json.length;
}

function isEscaped(json: string, at: number): boolean {
  let backslashes = 0;
  while (json[at - 1 - backslashes] === '\\') backslashes += 1;
  return backslashes % 2 === 1;
}

function isShallow(value: unknown, depth: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depth > 0 && Object.values(value).every((item) => isShallow(item, depth - 1));
}
