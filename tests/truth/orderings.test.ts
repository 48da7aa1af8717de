import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES, type ServerProfileName } from '#asgi/server-profile-names.ts';
import { RECORDED_ORDERINGS, type RecordedOrdering, programOf } from '#tests/fixtures/orderings/recorded-orderings.ts';
import { DIFFERENCES } from '#tests/fixtures/orderings/outcomes-too.ts';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { differenceOf, expectedOutcomes, outcomeOf } from '#tests/helpers/recorded-outcome.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

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
    for (const kind of ['raw', 'ws'] as const) {
      const expected = expectedOutcomes(ordering, profile, kind);
      if (expected === undefined) continue;
      const seen = await seenBy(kind, ordering, profile);
      expect(expected, `${kind} saw ${seen}`).toContain(seen);
    }
    if (differenceOf(ordering, profile) === undefined) equal[profile]?.add(ordering.id);
  });
});

async function seenBy(kind: 'raw' | 'ws', ordering: RecordedOrdering, profile: ServerProfileName): Promise<string> {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(programOf(ordering), { server: profile });
  const seen = await outcomeOf(kind, ordering, `${server.socketUrl}${socketPath}`);
  control.send({ type: 'stop', runId: 'run' });
  await control.next('run-ended');
  return seen;
}
