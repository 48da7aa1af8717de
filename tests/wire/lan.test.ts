import { networkInterfaces } from 'node:os';
import { expect, test } from 'vitest';
import { lanAddresses } from '#server/lan-addresses.ts';
import { RoomClient } from '#tests/helpers/room-client.ts';
import { startServer } from '#tests/helpers/server.ts';

/** A server that others on the network reach, or that says why it must not be. */

const [address] = lanAddresses('0.0.0.0', networkInterfaces());

test.runIf(address !== undefined)(
  'a server on every address answers to those of the network, or refuses to start',
  async () => {
    const args = ['--host', '0.0.0.0', '--python-image', 'none', '--log-level', 'silent'];
    await using server = await startServer({ args }).catch((error: Error) => {
      // Without bubblewrap, code of strangers has no wall here.
      expect(error.message).toContain('0.0.0.0 is refused: install bubblewrap');
      return undefined;
    });
    if (server === undefined) return;
    const { port } = new URL(server.url);
    expect(server.output()).toContain(`Others on your network join at http://${address}:${port}/join/`);
    expect((await fetch(`http://${address}:${port}/healthz`)).status).toBe(200);
    await using host = await RoomClient.connect(`ws://${address}:${port}`);
    const { room, secret } = await host.opensRoom();
    expect((await host.hosts(room, secret)).addresses).toContain(`http://${address}:${port}`);
  },
);
