import { afterAll, beforeAll, expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES, type ServerProfileName } from '#asgi/server-profile-names.ts';
import { ENDPOINTS } from '#content/endpoints.ts';
import type { BrowserEvent, Example, Outcome } from '#content/example-schema.ts';
import { loadExamples } from '#content/load-examples.ts';
import { LANGUAGES } from '#protocol/client-message.ts';
import { ControlClient } from '#tests/helpers/control-client.ts';
import { type DialledExample, dialExample } from '#tests/helpers/example-client.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

const examples = loadExamples();
const cases = examples.flatMap((example) =>
  SERVER_PROFILE_NAMES.filter((profile) => profile in (example.clients[0]?.sees ?? {})).flatMap((profile) =>
    LANGUAGES.flatMap((language) => {
      const code = example.code[language];
      return code === undefined ? [] : [{ slug: example.slug, example, profile, language, code }];
    }),
  ),
);

let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ env: { HOST: '127.0.0.1' } });
});

afterAll(() => server.stop());

test.concurrent.for(cases)(
  '$slug in $language keeps its promise under $profile',
  async ({ example, profile, language, code }) => {
    await using control = await ControlClient.connect(server.socketUrl);
    const { socketPath } = await control.run(code, { language, server: profile });
    await expectPromised(`${server.socketUrl}${socketPath}`, example, profile);
    control.send({ type: 'stop', runId: 'run' });
    await control.next('run-ended');
  },
);

test.for(ENDPOINTS.map(({ example }) => example))('the server itself answers as %s', async (slug) => {
  const example = examples.find((candidate) => candidate.slug === slug);
  if (example === undefined) throw new Error(`no example ${slug}`);
  await expectPromised(server.socketUrl, example, 'uvicorn');
});

async function expectPromised(baseUrl: string, { clients }: Example, profile: ServerProfileName): Promise<void> {
  const dialled: DialledExample[] = [];
  try {
    for (const client of clients) {
      const next = dialExample(baseUrl, client);
      dialled.push(next);
      await next.scriptOver;
    }
    for (const [index, client] of clients.entries()) {
      const promised = client.sees[profile];
      if (promised === undefined) continue;
      const seen = await dialled[index]?.seen(promised.events.length);
      expect(seen && withoutRaces(seen, promised)).toEqual(promised);
    }
  } finally {
    for (const client of dialled) client.leave();
  }
}

/** Drops `wasClean` where the example leaves it out because it is a race. */
function withoutRaces({ status, events }: Outcome, promised: Outcome): Outcome {
  const compared = events.map((event, index): BrowserEvent => {
    const other = promised.events[index];
    if (event.type !== 'close' || other?.type !== 'close' || other.wasClean !== undefined) return event;
    return { type: 'close', code: event.code, reason: event.reason };
  });
  return status === undefined ? { events: compared } : { status, events: compared };
}
