import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { type ClientKind, DIFFERENCES, type Difference, OUTCOMES_TOO } from '#tests/fixtures/orderings/outcomes-too.ts';
import type { RecordedOrdering } from '#tests/fixtures/orderings/recorded-orderings.ts';
import type { ClientAction, OrderingClient } from './ordering-client.ts';
import { rawOutcome } from './raw-outcome.ts';
import { wsOutcome } from './ws-outcome.ts';

const CLIENTS: Record<NodeClient, (url: string, client: OrderingClient) => Promise<string>> = {
  raw: rawOutcome,
  ws: wsOutcome,
};

/** The clients that run here. Chromium's run in a page, many at once. */
type NodeClient = Exclude<ClientKind, 'chromium'>;

/** This machine may be slower than the one of the recording, and busy. */
const PAUSE_FACTOR = 3;
/** A pause before a Close lets the handler answer first: a Close that overtakes the echoes is another ordering. */
const PAUSE_BEFORE_CLOSE_FACTOR = 8;

/** What a client sees of an ordering whose program answers below `base`. */
export async function outcomeOf(kind: NodeClient, { client, path }: RecordedOrdering, base: string): Promise<string> {
  await sendHelperAhead(client, base);
  return comparable(await CLIENTS[kind](`${base}${path}`, patient(client)));
}

/** Every outcome that is right here, or `undefined` where this client was not recorded. */
export function expectedOutcomes(
  ordering: RecordedOrdering,
  profile: ServerProfileName,
  kind: ClientKind,
): string[] | undefined {
  const recorded = ordering.outcome[profile][kind];
  if (recorded === undefined) return undefined;
  const ours = differenceOf(ordering, profile)?.ours[kind];
  const expected = ours === undefined ? [recorded, ...alternatives(ordering, profile, kind)] : [ours];
  return expected.map(comparable);
}

export function differenceOf({ id }: RecordedOrdering, profile: ServerProfileName): Difference | undefined {
  return DIFFERENCES.find((difference) => difference.ordering === id && difference.profile === profile);
}

function alternatives({ id }: RecordedOrdering, profile: ServerProfileName, kind: ClientKind): string[] {
  return OUTCOMES_TOO.filter((too) => too.ordering === id && too.profile === profile && too.client === kind).map(
    ({ outcome }) => outcome,
  );
}

export async function sendHelperAhead({ helper }: OrderingClient, base: string): Promise<void> {
  if (helper !== undefined) await vanish(`${base}${helper.path}`, helper);
}

export function patient(client: OrderingClient): OrderingClient {
  let addedMs = 0;
  const steps = client.steps?.map((step, index, all): ClientAction => {
    if (step[0] !== 'sleep') return step;
    const factor = all[index + 1]?.[0] === 'close' ? PAUSE_BEFORE_CLOSE_FACTOR : PAUSE_FACTOR;
    addedMs += step[1] * (factor - 1);
    return ['sleep', step[1] * factor];
  });
  // The wait for the end began with the first step, so longer pauses would use it up.
  return steps === undefined ? client : { ...client, steps, wait: client.wait + addedMs };
}

/** Connects and leaves: with a Close frame, or with a TCP reset. */
async function vanish(url: string, { drop, pause }: NonNullable<OrderingClient['helper']>): Promise<void> {
  await rawOutcome(url, { steps: drop === 'close' ? [['close', 1000]] : [['drop', 'rst']], wait: 2_000 });
  await sleep(pause);
}

/** Without what differs between two runs on the same real server: ports, and how a write to a closed socket fails. */
export function comparable(outcome: string): string {
  return outcome
    .replace(/(\\"127\.0\.0\.1\\"),\d+/g, '$1,PORT')
    .replace(/\[send error [^[\]]*(?:\[[^\]]*\][^[\]]*)?\] /g, '');
}
