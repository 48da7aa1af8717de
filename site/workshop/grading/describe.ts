import type { EventPattern } from '#content/lesson-schema.ts';
import type { SeenEvent } from './patterns.ts';
import type { ClientFacts } from './run-facts.ts';

/** A flood is no easier to read when all of it is there. */
const MAX_EVENTS = 6;
const MAX_TEXT = 60;

/** What a client saw, in the order in which it saw it: `HTTP 101, open, close 4004 "Unknown project"`. */
export function describeSeen({ status, events, stillOpen }: ClientFacts): string {
  const shown = events.slice(0, MAX_EVENTS).map(describeEvent);
  if (events.length > shown.length) shown.push(`and ${events.length - shown.length} more`);
  if (stillOpen) shown.push('then nothing more');
  return [...(status === undefined ? [] : [`HTTP ${status}`]), ...shown].join(', ') || 'nothing';
}

export function describeEvent(event: SeenEvent): string {
  switch (event.type) {
    case 'open':
      return event.protocol === '' ? 'open' : `open with ${event.protocol}`;
    case 'message':
      return `message ${quote(event.data)}`;
    case 'error':
      return 'error';
    case 'close':
      return `close ${event.code}${event.reason === '' ? ' without a reason' : ` ${quote(event.reason)}`}`;
  }
}

export function describePatterns(patterns: readonly EventPattern[]): string {
  return patterns.map(describePattern).join(', ');
}

function describePattern(pattern: EventPattern): string {
  switch (pattern.type) {
    case 'open':
      return pattern.protocol === undefined ? 'open' : `open with ${pattern.protocol}`;
    case 'message':
      return pattern.data === undefined || pattern.data.startsWith('/')
        ? 'a message'
        : `message ${quote(pattern.data)}`;
    case 'error':
      return 'error';
    case 'close': {
      const code = pattern.code === undefined ? 'close' : `close ${pattern.code}`;
      if (pattern.reason === undefined) return code;
      return pattern.reason.startsWith('/') ? `${code} with a reason` : `${code} ${quote(pattern.reason)}`;
    }
  }
}

function quote(text: string): string {
  return JSON.stringify(text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text);
}
