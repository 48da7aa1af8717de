import { describe, expect, test } from 'vitest';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { GuestEdge } from '#tests/helpers/guest-edge.ts';
import { RawClient } from '#tests/helpers/raw-client.ts';
import type { StarletteWebSocket } from '#tests/helpers/starlette-websocket.ts';
import { PythonError, starlette } from '#tests/helpers/starlette-websocket.ts';

type Expected = Record<ServerProfileName, string[]>;

/** The log of one connection to `/ws/it's?x=1`, without what differs from run to run. */
async function logOf(server: ServerProfileName, handler: (websocket: StarletteWebSocket) => Promise<unknown>) {
  const quick = server === 'daphne' ? { crashPollMs: 10, handshakeTimeout: { ms: 60, tcp: 'rst' as const } } : {};
  await using edge = await GuestEdge.listen(starlette(handler), { server, profile: quick });
  const client = await RawClient.upgrade(edge.port, "/ws/it's?x=1");
  const port = client.socket.localPort;
  await client.story(60);
  client.destroy();
  await edge.until(() => edge.detached === 1);
  return edge
    .logs()
    .map((line) =>
      line.replace(String(port), 'PORT').replace(/\[\d\d\/\w{3}\/\d{4}:\d\d:\d\d:\d\d( \+0000)?\]/, '[DATE$1]'),
    );
}

const ACCESS = '127.0.0.1:PORT - "WebSocket /ws/it%27s?x=1"';
const LEGACY = `('127.0.0.1', PORT) - "WebSocket /ws/it%27s?x=1"`;
const HYPERCORN = '127.0.0.1:PORT - - [DATE +0000] "GET /ws/it%27s 1.1"';
const DAPHNE = (action: string) => `127.0.0.1:PORT - - [DATE] "${action} /ws/it%27s" - -`;

const accepted =
  (rest: (websocket: StarletteWebSocket) => Promise<unknown>) => async (websocket: StarletteWebSocket) => {
    await websocket.accept();
    return rest(websocket);
  };

describe.each(SERVER_PROFILE_NAMES)('%s', (server) => {
  test('logs an accepted and closed connection', async () => {
    const expected: Expected = {
      uvicorn: [`${ACCESS} [accepted]`, 'connection open'],
      'uvicorn-wsproto': [`${ACCESS} [accepted]`],
      'uvicorn-legacy': [`${LEGACY} [accepted]`, 'connection open', 'connection closed'],
      hypercorn: [`${HYPERCORN} 101 - "-" "-"`],
      daphne: [DAPHNE('WSCONNECTING'), DAPHNE('WSCONNECT'), DAPHNE('WSDISCONNECT')],
    };
    expect(
      await logOf(
        server,
        accepted((websocket) => websocket.close(4004)),
      ),
    ).toEqual(expected[server]);
  });

  test('logs a refused upgrade', async () => {
    const expected: Expected = {
      uvicorn: [`${ACCESS} 403`, 'connection rejected (403 Forbidden)'],
      'uvicorn-wsproto': [`${ACCESS} 403`],
      'uvicorn-legacy': [`${LEGACY} 403`, 'connection rejected (403 Forbidden)', 'connection closed'],
      hypercorn: [`${HYPERCORN} 403 - "-" "-"`],
      daphne: [DAPHNE('WSCONNECTING'), DAPHNE('WSREJECT'), DAPHNE('WSDISCONNECT')],
    };
    expect(await logOf(server, (websocket) => websocket.close(4004))).toEqual(expected[server]);
  });

  test('logs a return without an answer', async () => {
    const expected: Expected = {
      uvicorn: [
        'ASGI callable returned without completing handshake.',
        'connection rejected (500 Internal Server Error)',
      ],
      'uvicorn-wsproto': ['ASGI callable returned without completing handshake.'],
      'uvicorn-legacy': ['ASGI callable returned without sending handshake.', 'connection open', 'connection closed'],
      hypercorn: [`${HYPERCORN} 500 - "-" "-"`, `${HYPERCORN} 500 - "-" "-"`],
      daphne: [DAPHNE('WSCONNECTING'), DAPHNE('WSDISCONNECT')],
    };
    expect(await logOf(server, async () => {})).toEqual(expected[server]);
  });

  test('logs a denial response', async () => {
    const expected: Expected = {
      uvicorn: [
        `${ACCESS} 404`,
        'connection rejected (404 Not Found)',
        // uvicorn 0.54 does not count the response as the end of the handshake.
        'ASGI callable returned without completing handshake.',
      ],
      'uvicorn-wsproto': [`${ACCESS} 404`],
      'uvicorn-legacy': [`${LEGACY} 404`, 'connection rejected (404 Not Found)', 'connection closed'],
      hypercorn: [`${HYPERCORN} 404 - "-" "-"`],
      daphne: [DAPHNE('WSCONNECTING'), DAPHNE('WSDISCONNECT')],
    };
    expect(await logOf(server, (websocket) => websocket.sendDenial({ status: 404, body: 'no' }))).toEqual(
      expected[server],
    );
  });

  test('logs a crash after accept with its traceback', async () => {
    const expected: Record<ServerProfileName, string> = {
      uvicorn: 'Exception in ASGI application\nValueError: boom',
      'uvicorn-wsproto': 'Exception in ASGI application\nValueError: boom',
      'uvicorn-legacy': 'Exception in ASGI application\nValueError: boom',
      hypercorn: 'Error in ASGI Framework\nValueError: boom',
      daphne: 'Exception inside application: boom\nValueError: boom',
    };
    const lines = await logOf(
      server,
      accepted(() => Promise.reject(new PythonError('ValueError', 'boom'))),
    );
    expect(lines).toContain(expected[server]);
  });
});

test('uvicorn does not log a client that left before it was accepted', async () => {
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await receive();
    await receive();
    await send({ type: 'websocket.accept' });
  });
  const client = await RawClient.upgrade(edge.port);
  client.socket.end();
  await client.ended();
  await edge.until(() => edge.detached === 1);
  expect(edge.logs()).toEqual([]);
});

test('uvicorn logs that a connection was accepted before it finds the accept broken', async () => {
  const lines = await logOf('uvicorn', (websocket) => websocket.accept({ headers: [['x-bad', 'line\r\nx: 1']] }));
  expect(lines.map((line) => line.split('\n')[0])).toEqual([
    `${ACCESS} [accepted]`,
    'Exception in ASGI application',
    'connection rejected (500 Internal Server Error)',
  ]);
});

test('uvicorn logs what an application returned, unless it complains of the handshake', async () => {
  const complaint = "ASGI callable should return None, but returned 'hello'.";
  const complaints = async (server: ServerProfileName, accepts: boolean) => {
    await using edge = await GuestEdge.listen(
      async (_scope, receive, send) => {
        await receive();
        if (accepts) await send({ type: 'websocket.accept' });
        return 'hello';
      },
      { server },
    );
    const client = await RawClient.upgrade(edge.port);
    await edge.until(() => edge.logs().some((line) => line.includes('ASGI callable')));
    client.destroy();
    await edge.until(() => edge.detached === 1);
    return edge.logs().filter((line) => line.includes('ASGI callable'));
  };
  for (const server of ['uvicorn', 'uvicorn-wsproto', 'uvicorn-legacy'] as const) {
    expect(await complaints(server, true)).toEqual([complaint]);
    expect(await complaints(server, false)).toEqual([expect.stringMatching(/^ASGI callable returned without/)]);
  }
});
