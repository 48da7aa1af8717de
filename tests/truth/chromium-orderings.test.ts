import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES, type ServerProfileName } from '#asgi/server-profile-names.ts';
import { LANGUAGES, type Language } from '#protocol/client-message.ts';
import { RECORDED_ORDERINGS, type RecordedOrdering, programOf } from '#tests/fixtures/orderings/recorded-orderings.ts';
import { pythonProgramOf } from '#tests/fixtures/python-orderings/python-program.ts';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { chromiumOutcomes } from '#tests/helpers/chromium-outcome.ts';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { comparable, expectedOutcomes, patient, sendHelperAhead } from '#tests/helpers/recorded-outcome.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

/** Every recorded ordering, dialled by the `WebSocket` of one page of Chromium. */

const cases = SERVER_PROFILE_NAMES.flatMap((profile) => LANGUAGES.map((language) => ({ profile, language })));
const lines: string[] = [];

let server: RunningServer;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  const room = ['--max-connections-per-run', '500', '--max-handlers-per-run', '500', '--max-timeline-events', '100000'];
  [server, browser] = await Promise.all([
    startServer({ args: ['--log-level', 'silent', ...room], env: { HOST: '127.0.0.1' } }),
    launchChromium(),
  ]);
  page = await browser.newPage();
  // A page of the server's own origin, without a script.
  await page.goto(`${server.url}/healthz`);
});

afterAll(async () => {
  process.stdout.write(`${lines.join('\n')}\n`);
  await browser.close();
  await server.stop();
});

describe.for(cases)('Chromium, $profile, $language', ({ profile, language }) => {
  test('sees of each ordering what it saw of it on the real server', async () => {
    const recorded = RECORDED_ORDERINGS.filter(({ outcome }) => outcome[profile].chromium !== undefined);
    const different: Record<string, { seen: string; expected: string[] }> = {};
    for (const group of groups(recorded, language)) {
      const suspects = await differencesOf(group, profile, language);
      if (suspects.length === 0) continue;
      // What the kernel or the browser decided by chance does not show again when nothing else is dialled.
      const again = { ...group, orderings: suspects.map(({ ordering }) => ordering) };
      for (const { ordering, seen, expected } of await differencesOf(again, profile, language))
        different[ordering.id] = { seen, expected };
    }
    const equal = recorded.length - Object.keys(different).length;
    lines.push(`Chromium, ${profile}, ${language}: ${recorded.length} run, ${equal} equal`);
    expect(different).toEqual({});
  });
});

interface Group {
  code: string;
  orderings: RecordedOrdering[];
}

/** A broadcast meets whoever is in the room, so each has a run of its own; the others share the run of their program. */
function groups(orderings: readonly RecordedOrdering[], language: Language): Group[] {
  const alone = orderings.filter(({ client }) => client.helper !== undefined);
  const shared = orderings.filter(({ client }) => client.helper === undefined);
  if (language === 'python') {
    return [shared, ...alone.map((ordering) => [ordering])].map((together) => ({
      code: pythonProgramOf(together),
      orderings: together,
    }));
  }
  const programs = Map.groupBy(shared, programOf).entries();
  return [
    ...[...programs].map(([code, together]) => ({ code, orderings: together })),
    ...alone.map((ordering) => ({ code: programOf(ordering), orderings: [ordering] })),
  ];
}

interface Outcome {
  ordering: RecordedOrdering;
  seen: string;
  expected: string[];
}

async function differencesOf(group: Group, profile: ServerProfileName, language: Language): Promise<Outcome[]> {
  const seen = await outcomesOf(group, profile, language);
  return group.orderings
    .map((ordering, index) => ({
      ordering,
      seen: seen[index] ?? '',
      expected: expectedOutcomes(ordering, profile, 'chromium') ?? [],
    }))
    .filter((outcome) => !outcome.expected.includes(outcome.seen));
}

async function outcomesOf(
  { code, orderings }: Group,
  profile: ServerProfileName,
  language: Language,
): Promise<string[]> {
  await using control = await ControlClient.connect(server.socketUrl);
  const { socketPath } = await control.run(code, { language, server: profile });
  const base = `${server.socketUrl}${socketPath}`;
  for (const { client } of orderings) await sendHelperAhead(client, base);
  const seen = await chromiumOutcomes(
    page,
    orderings.map(({ path, client }) => ({ url: `${base}${path}`, client: patient(client) })),
  );
  return seen.map(comparable);
}
