import type { AnyEvent } from './causes.ts';
import { causesOf, clientsByConnection } from './causes.ts';
import { serverCauses } from './server-causes.ts';
import type { TimelineRow } from './timeline-state.ts';
import type { Run } from '../run-state.ts';

/**
 * What belongs together in a run: one message as the handler sent it, as the
 * bytes that it became, and as what the page was told of it.
 */
export interface Links {
  /** Effect to cause. */
  causes: ReadonlyMap<AnyEvent, AnyEvent>;
  /** Every event of one message, by any of them. */
  threadOf: (event: AnyEvent) => readonly AnyEvent[];
  /** The source line that an event comes from: its own, or that of its message. */
  lineOf: (event: AnyEvent) => number | undefined;
}

export function linksOf({ browser, server }: Pick<Run, 'browser' | 'server'>): Links {
  const causes = new Map<AnyEvent, AnyEvent>(causesOf(browser, server, clientsByConnection(browser, server)));
  for (const [effect, cause] of serverCauses(server)) causes.set(effect, cause);

  const threads = new Map<AnyEvent, AnyEvent[]>();
  const rootOf = (event: AnyEvent): AnyEvent => {
    let root = event;
    for (let cause = causes.get(root); cause !== undefined; cause = causes.get(root)) root = cause;
    return root;
  };
  for (const event of [...server, ...browser]) {
    const root = rootOf(event);
    const thread = threads.get(root) ?? [];
    threads.set(root, thread);
    thread.push(event);
  }
  const threadOf = (event: AnyEvent): readonly AnyEvent[] => threads.get(rootOf(event)) ?? [event];
  return {
    causes,
    threadOf,
    lineOf: (event) =>
      ownLine(event) ??
      threadOf(event)
        .map(ownLine)
        .find((line) => line !== undefined),
  };
}

function ownLine(event: AnyEvent): number | undefined {
  return 'line' in event ? event.line : undefined;
}

/** Of the thread of a row: the message that the handler and the server exchanged, and what of it was bytes. */
export function messageOf(links: Links, { entry: { event } }: TimelineRow): AnyEvent | undefined {
  const thread = links.threadOf(event);
  if (event.kind === 'asgi-send' || event.kind === 'asgi-receive') return event;
  return thread.find(({ kind }) => kind === 'asgi-send') ?? thread.find(({ kind }) => kind === 'asgi-receive');
}

export function bytesEventOf(links: Links, { entry: { event } }: TimelineRow): AnyEvent | undefined {
  if ('hex' in event) return event;
  return links.threadOf(event).find((other) => 'hex' in other);
}
