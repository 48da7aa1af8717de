import type { View } from '#content/truth.ts';
import { rawExchange } from '#tests/helpers/raw-outcome.ts';
import type { OrderingClient } from '#tests/helpers/ordering-client.ts';
import { comparable, sendHelperAhead } from '#tests/helpers/recorded-outcome.ts';
import { wsOutcome } from '#tests/helpers/ws-outcome.ts';
import { tcpEndIsChance } from './known-differences.ts';
import type { Subject } from './subject.ts';

/** An ordering as a client dials it, however its handler is written. */
export interface Dialled {
  id: string;
  path: string;
  client: OrderingClient;
}

interface Paced {
  orderings: readonly Dialled[];
  /** Clients at once. */
  atOnce: number;
  settleMs: number;
}

export type Observation = Partial<Record<View, string>>;

/** Dials each with a raw socket: what came over the wire, what the handler met, what the server logged. */
export async function observeRaw(
  subject: Subject,
  base: string,
  { orderings, atOnce, settleMs }: Paced,
): Promise<Map<string, Observation>> {
  const seen = await eachOf(orderings, atOnce, async ({ id, path, client }) => {
    await sendHelperAhead(client, base);
    const { outcome, headers } = await rawExchange(`${base}${path}`, keyed(client, id));
    const seenOnWire = comparable(withoutOwnDeeds(outcome));
    const line = tcpEndIsChance(id, client) ? seenOnWire.replace(/ (?:FIN|RST)$/, ' TCP end') : seenOnWire;
    return [line, ...headers.map(comparableHeader)].join('\n');
  });
  const met = await subject.met(settleMs);
  return new Map(
    orderings.map(({ id }, index) => {
      const { handler, log } = met.get(id) ?? { handler: [], log: [] };
      return [id, { raw: seen[index] ?? '', handler: handler.join('\n'), log: log.join('\n') }];
    }),
  );
}

/** Dials each with npm ws. */
export async function observeWs(base: string, { orderings, atOnce }: Paced): Promise<Map<string, Observation>> {
  const seen = await eachOf(orderings, atOnce, async ({ path, client }) => {
    await sendHelperAhead(client, base);
    return comparable(await wsOutcome(`${base}${path}`, client));
  });
  return new Map(orderings.map(({ id }, index) => [id, { ws: seen[index] ?? '' }]));
}

function keyed(client: OrderingClient, id: string): OrderingClient {
  return { ...client, headers: { ...client.headers, 'x-ordering': id } };
}

/** Where the client's own deeds fall among the server's is chance. */
function withoutOwnDeeds(outcome: string): string {
  return outcome.replace(/ \[(?:text|binary|big|flood|unmasked|echo|client [^\]]*|[\w-]+)\](?= |$)/g, '');
}

function comparableHeader(line: string): string {
  return line.replace(/^(date|sec-websocket-accept): .*$/i, '$1: …');
}

async function eachOf<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const left = [...items.entries()].values();
  const worker = async (): Promise<void> => {
    for (const [index, item] of left) results[index] = await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, worker));
  return results;
}
