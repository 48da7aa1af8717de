import type { EventPattern } from '#content/lesson-schema.ts';

/** An event that a client saw, and when. */
export type SeenEvent = { atMs: number } & (
  | { type: 'open'; protocol: string }
  | { type: 'message'; data: string }
  | { type: 'error' }
  | { type: 'close'; code: number; reason: string }
);

/** An exact text, or a regular expression between slashes. */
export function matchesText(pattern: string | undefined, text: string): boolean {
  if (pattern === undefined) return true;
  const [, source, flags] = /^\/(.*)\/([a-z]*)$/s.exec(pattern) ?? [];
  return source === undefined ? pattern === text : new RegExp(source, flags).test(text);
}

/** A number, or numbers and ranges: `1001, 4000-4999`. */
export function matchesNumber(pattern: number | string | undefined, value: number | undefined): boolean {
  if (pattern === undefined) return true;
  if (value === undefined) return false;
  if (typeof pattern === 'number') return pattern === value;
  return pattern.split(',').some((part) => {
    const [from, to = from] = part.split('-').map(Number);
    return from !== undefined && to !== undefined && from <= value && value <= to;
  });
}

export function matchesEvent(pattern: EventPattern, event: SeenEvent): boolean {
  switch (pattern.type) {
    case 'open':
      return event.type === 'open' && matchesText(pattern.protocol, event.protocol);
    case 'message':
      return event.type === 'message' && matchesText(pattern.data, event.data);
    case 'error':
      return event.type === 'error';
    case 'close':
      return (
        event.type === 'close' && matchesNumber(pattern.code, event.code) && matchesText(pattern.reason, event.reason)
      );
  }
}

/**
 * Where a list of patterns ends in what was seen: the index after the last
 * event that was needed, or `undefined`. Messages may come between; an event
 * of another kind may not.
 */
export function endOfSequence(patterns: readonly EventPattern[], events: readonly SeenEvent[]): number | undefined {
  let next = 0;
  for (const [index, event] of events.entries()) {
    const pattern = patterns[next];
    if (pattern === undefined) return index;
    if (matchesEvent(pattern, event)) next += 1;
    else if (event.type !== 'message') return undefined;
  }
  return next === patterns.length ? events.length : undefined;
}
