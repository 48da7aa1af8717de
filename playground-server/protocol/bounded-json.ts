// Runs in the browser and on the server. No DOM, no node: imports.

export type BoundedJson = { ok: true; value: unknown } | { ok: false; problem: string };

/** Reads JSON that may be hostile: bounds the text before it reads it, and its depth before anything recurses over it. `problem` continues a sentence. */
export function parseBoundedJson(text: string, maxBytes: number, maxDepth: number): BoundedJson {
  // No text has fewer bytes than UTF-16 units, so a large one is refused before it is encoded.
  if (text.length > maxBytes || new TextEncoder().encode(text).length > maxBytes)
    return { ok: false, problem: `has more than ${maxBytes} bytes` };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { ok: false, problem: 'is not JSON' };
  }
  return isDeeperThan(value, maxDepth)
    ? { ok: false, problem: `is nested more than ${maxDepth} levels deep` }
    : { ok: true, value };
}

/** Without recursion, because the value may be as deep as its text is long. */
function isDeeperThan(value: unknown, levels: number): boolean {
  let level: unknown[] = [value];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > levels) return true;
    level = level.flatMap((item) => (typeof item === 'object' && item !== null ? Object.values(item) : []));
  }
  return false;
}
