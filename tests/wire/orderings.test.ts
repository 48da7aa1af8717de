import { describe, expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';
import { GuestEdge } from '#tests/helpers/guest-edge.ts';
import { RawClient } from '#tests/helpers/raw-client.ts';
import { ORDERINGS } from './orderings.ts';

/** daphne's waits, made short; everything else is as measured. */
const QUICK = {
  crashPollMs: 20,
  handshakeTimeout: { ms: 100, tcp: 'rst' as const },
};

/** Longer than daphne's wait before it notices a crash. */
const SILENCE_MS = 150;

describe.each(SERVER_PROFILE_NAMES)('%s', (server) => {
  const quick = serverProfiles[server].handshakeTimeout === null ? {} : QUICK;

  test.each(ORDERINGS)('$title', async ({ application, client: script, headers, outcome }) => {
    await using edge = await GuestEdge.listen(application, { server, profile: quick });
    const client = await RawClient.upgrade(edge.port, '/ws/ordering', headers);
    const story = client.story(SILENCE_MS);
    if (script !== undefined) {
      await client.head();
      await script(client);
    }
    expect(await story).toBe(outcome[server] ?? outcome.uvicorn);
  });
});
