import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES, type ServerProfileName } from '#asgi/server-profile-names.ts';
import { RECORDED_ORDERINGS, type RecordedOrdering } from '#tests/fixtures/orderings/recorded-orderings.ts';
import { pythonProgramOf } from '#tests/fixtures/python-orderings/python-program.ts';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { differenceOf, expectedOutcomes, outcomeOf } from '#tests/helpers/recorded-outcome.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

/** A broadcast meets whoever is in the room, so each has a run of its own; the others share one for each server. */
const shared = RECORDED_ORDERINGS.filter(({ client }) => client.helper === undefined);

const ran = Object.fromEntries(SERVER_PROFILE_NAMES.map((name) => [name, new Set<string>()]));
/** Orderings of which both clients saw what they saw on the real server. */
const equal = Object.fromEntries(SERVER_PROFILE_NAMES.map((name) => [name, new Set<string>()]));

let server: RunningServer;

beforeAll(async () => {
  const room = ['--max-connections-per-run', '500', '--max-handlers-per-run', '500', '--max-timeline-events', '100000'];
  server = await startServer({ args: ['--log-level', 'silent', ...room], env: { HOST: '127.0.0.1' } });
});

afterAll(async () => {
  const lines = SERVER_PROFILE_NAMES.map(
    (profile) =>
      `Python, ${profile}: ${ran[profile]?.size} of ${RECORDED_ORDERINGS.length} run, ${equal[profile]?.size} equal`,
  );
  process.stdout.write(`${lines.join('\n')}\n`);
  await server.stop();
});

describe.for([...SERVER_PROFILE_NAMES])('Python, %s', (profile) => {
  let control: ControlClient;
  let base: string;

  beforeAll(async () => {
    control = await ControlClient.connect(server.socketUrl);
    const { socketPath } = await control.run(pythonProgramOf(shared), { language: 'python', server: profile });
    base = `${server.socketUrl}${socketPath}`;
  });

  afterAll(() => control[Symbol.asyncDispose]());

  test.concurrent.for(RECORDED_ORDERINGS)('$id: $title', async (ordering) => {
    ran[profile]?.add(ordering.id);
    for (const kind of ['raw', 'ws'] as const) {
      const expected = expectedOutcomes(ordering, profile, kind);
      if (expected === undefined) continue;
      const see = (at: string) => outcomeOf(kind, ordering, at);
      const seen = ordering.client.helper === undefined ? await see(base) : await inItsOwnRun(ordering, profile, see);
      expect(expected, `${kind} saw ${seen}`).toContain(seen);
    }
    if (differenceOf(ordering, profile) === undefined) equal[profile]?.add(ordering.id);
  });
});

async function inItsOwnRun(
  ordering: RecordedOrdering,
  profile: ServerProfileName,
  see: (base: string) => Promise<string>,
): Promise<string> {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(pythonProgramOf([ordering]), { language: 'python', server: profile });
  return await see(`${server.socketUrl}${socketPath}`);
}
