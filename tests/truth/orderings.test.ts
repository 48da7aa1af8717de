import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES, type ServerProfileName } from '#asgi/server-profile-names.ts';
import { RECORDED_ORDERINGS, type RecordedOrdering, programOf } from '#tests/fixtures/orderings/recorded-orderings.ts';
import { DIFFERENCES, OUTCOMES_TOO, type ClientKind, type Difference } from '#tests/fixtures/orderings/outcomes-too.ts';
import { ControlClient } from '#tests/helpers/control-client.ts';
import type { ClientAction, OrderingClient } from '#tests/helpers/ordering-client.ts';
import { rawOutcome } from '#tests/helpers/raw-outcome.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';
import { wsOutcome } from '#tests/helpers/ws-outcome.ts';

const CLIENTS: Record<ClientKind, (url: string, client: OrderingClient) => Promise<string>> = {
  raw: rawOutcome,
  ws: wsOutcome,
};

/** A client's pause lets the handler answer. This machine may be slower than the one of the recording, and busy. */
const PAUSE_FACTOR = 3;

const ran = Object.fromEntries(SERVER_PROFILE_NAMES.map((name) => [name, new Set<string>()]));
/** Orderings of which both clients saw what they saw on the real server. */
const equal = Object.fromEntries(SERVER_PROFILE_NAMES.map((name) => [name, new Set<string>()]));

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { HOST: '127.0.0.1' } });
});

afterAll(async () => {
  const lines = SERVER_PROFILE_NAMES.map((profile) => {
    return `${profile}: ${ran[profile]?.size} of ${RECORDED_ORDERINGS.length} run, ${equal[profile]?.size} equal`;
  });
  for (const { ordering, profile, reason } of DIFFERENCES) lines.push(`not equal: ${ordering}, ${profile} (${reason})`);
  process.stdout.write(`${lines.join('\n')}\n`);
  await server.stop();
});

describe.for([...SERVER_PROFILE_NAMES])('%s', (profile) => {
  test.concurrent.for([...RECORDED_ORDERINGS])('$id: $title', async (ordering) => {
    ran[profile]?.add(ordering.id);
    for (const client of ['raw', 'ws'] as const) {
      const recorded = ordering.outcome[profile][client];
      if (recorded === undefined) continue;
      const seen = comparable(await seenBy(client, ordering, profile));
      const ours = differenceOf(ordering, profile)?.ours[client];
      const expected = ours === undefined ? [recorded, ...alternatives(ordering, profile, client)] : [ours];
      expect(expected.map(comparable), `${client} saw ${seen}`).toContain(seen);
    }
    if (differenceOf(ordering, profile) === undefined) equal[profile]?.add(ordering.id);
  });
});

async function seenBy(kind: ClientKind, ordering: RecordedOrdering, profile: ServerProfileName): Promise<string> {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(programOf(ordering), { server: profile });
  const base = `${server.socketUrl}${socketPath}`;
  const { helper } = ordering.client;
  if (helper !== undefined) await vanish(`${base}${helper.path}`, helper);
  const seen = await CLIENTS[kind](`${base}${ordering.path}`, patient(ordering.client));
  control.send({ type: 'stop', runId: 'run' });
  await control.next('run-ended');
  return seen;
}

function patient(client: OrderingClient): OrderingClient {
  const steps = client.steps?.map((step): ClientAction =>
    step[0] === 'sleep' ? ['sleep', step[1] * PAUSE_FACTOR] : step,
  );
  return steps === undefined ? client : { ...client, steps };
}

/** Connects and leaves: with a Close frame, or with a TCP reset. */
async function vanish(url: string, { drop, pause }: NonNullable<OrderingClient['helper']>): Promise<void> {
  await rawOutcome(url, { steps: drop === 'close' ? [['close', 1000]] : [['drop', 'rst']], wait: 2_000 });
  await sleep(pause);
}

function alternatives({ id }: RecordedOrdering, profile: ServerProfileName, client: ClientKind): string[] {
  return OUTCOMES_TOO.filter((too) => too.ordering === id && too.profile === profile && too.client === client).map(
    ({ outcome }) => outcome,
  );
}

function differenceOf({ id }: RecordedOrdering, profile: ServerProfileName): Difference | undefined {
  return DIFFERENCES.find((difference) => difference.ordering === id && difference.profile === profile);
}

/** Without what differs between two runs on the same real server: ports, and how a write to a closed socket fails. */
function comparable(outcome: string): string {
  return outcome
    .replace(/(\\"127\.0\.0\.1\\"),\d+/g, '$1,PORT')
    .replace(/\[send error [^[\]]*(?:\[[^\]]*\][^[\]]*)?\] /g, '');
}
