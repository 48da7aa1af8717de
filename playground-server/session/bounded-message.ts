/**
 * A copy of an ASGI message fit to be kept and shown: long strings are cut and
 * say so. The handler's message may hold anything that JSON can say, so depth
 * and breadth are bounded as well.
 */
export function boundedMessage(
  message: { type: string; [key: string]: unknown },
  maxStringLength: number,
): { type: string; [key: string]: unknown } {
  return bounded(message, maxStringLength, MAX_DEPTH) as { type: string };
}

const MAX_DEPTH = 6;
const MAX_ITEMS = 64;

function bounded(value: unknown, maxStringLength: number, depth: number): unknown {
  if (typeof value === 'string') return cut(value, maxStringLength);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) return '…';
  if (Array.isArray(value)) {
    const items = value.slice(0, MAX_ITEMS).map((item) => bounded(item, maxStringLength, depth - 1));
    return value.length > MAX_ITEMS ? [...items, `… ${value.length - MAX_ITEMS} more`] : items;
  }
  const entries = Object.entries(value)
    .slice(0, MAX_ITEMS)
    .map(([key, item]) => [cut(key, 100), bounded(item, maxStringLength, depth - 1)]);
  return Object.fromEntries(entries);
}

function cut(text: string, maxLength: number): string {
  if (text.length <= maxLength) return text;
  return `${text.slice(0, maxLength)}… (${text.length} characters)`;
}
