import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { clientsByConnection } from '../../playground/timeline/causes.ts';
import type { BrowserEvent } from '../../playground/timeline/browser-event.ts';
import type { SeenEvent } from './patterns.ts';

/** What one client of an exercise comes down to. Everything that is said about it is said from these. */
export interface ClientFacts {
  /** How often it dialled, as the server counted it. */
  attempts: number;
  dialledAtMs: number;
  /** Of all its attempts, in order. */
  events: readonly SeenEvent[];
  /** HTTP status of the last answer. */
  status: number | undefined;
  stillOpen: boolean;
  /** What its handlers asked to close it with, whether or not that could travel. */
  asked: readonly { code: number | undefined; reason: string }[];
}

/** The facts of a run, from which it is graded. */
export interface RunFacts {
  clients: ReadonlyMap<string, ClientFacts>;
  /** Exceptions that left a handler, as `Type: text`. */
  raised: readonly string[];
}

/**
 * Says what a recorded run comes down to. `names` tells which numbers of the
 * page's clients belong to which client of the exercise.
 */
export function runFacts(
  browser: readonly BrowserEvent[],
  server: readonly TimelineEvent[],
  names: ReadonlyMap<number, string>,
): RunFacts {
  const clientOf = clientsByConnection(browser, server);
  const nameOf = (event: TimelineEvent): string | undefined => names.get(clientOf.get(event.connection) ?? 0);
  const clients = new Map(
    [...new Set(names.values())].map((name): [string, ClientFacts] => {
      const mine = browser.filter(({ client }) => names.get(client) === name);
      return [
        name,
        clientFacts(
          mine,
          server.filter((event) => nameOf(event) === name),
        ),
      ];
    }),
  );
  const raised = server.flatMap((event) => (event.kind === 'exception' ? [`${event.type}: ${event.message}`] : []));
  return { clients, raised };
}

function clientFacts(browser: readonly BrowserEvent[], server: readonly TimelineEvent[]): ClientFacts {
  const opened = browser.filter(({ kind }) => kind === 'open').length;
  const closed = browser.filter(({ kind }) => kind === 'close').length;
  const failed = browser.filter(({ kind }) => kind === 'error').length;
  return {
    attempts: server.filter(({ kind }) => kind === 'upgrade-request').length,
    dialledAtMs: browser.find(({ kind }) => kind === 'new-websocket')?.atMs ?? 0,
    events: browser.flatMap(seenEvent),
    status: server.findLast((event) => event.kind === 'http-response')?.status,
    stillOpen: opened > closed && failed === 0,
    asked: server.flatMap((event) => {
      if (event.kind !== 'asgi-send' || event.message.type !== 'websocket.close') return [];
      const { code, reason } = event.message;
      return [{ code: typeof code === 'number' ? code : undefined, reason: typeof reason === 'string' ? reason : '' }];
    }),
  };
}

function seenEvent(event: BrowserEvent): SeenEvent[] {
  const { atMs } = event;
  switch (event.kind) {
    case 'open':
      return [{ atMs, type: 'open', protocol: event.protocol }];
    case 'message':
      return [{ atMs, type: 'message', data: event.data }];
    case 'error':
      return [{ atMs, type: 'error' }];
    case 'close':
      return [{ atMs, type: 'close', code: event.code, reason: event.reason }];
    default:
      return [];
  }
}
