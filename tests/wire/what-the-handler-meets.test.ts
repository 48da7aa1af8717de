import { describe, expect, test } from 'vitest';
import type { AsgiReceiveMessage } from '#asgi/events.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import type { ScriptedApplication } from '#server/sandbox/noop/noop-sandbox.ts';
import { RefusedCall } from '#server/sandbox/noop/noop-sandbox.ts';
import type { GuestEdgeOptions } from '#tests/helpers/guest-edge.ts';
import { GuestEdge } from '#tests/helpers/guest-edge.ts';
import { RawClient } from '#tests/helpers/raw-client.ts';

type Expected<Value> = Record<ServerProfileName, Value>;
type Send = Parameters<ScriptedApplication>[2];
type Receive = Parameters<ScriptedApplication>[1];

/** Runs one application against one client and gives what the application noted. */
async function notes(
  options: GuestEdgeOptions,
  application: (tools: { receive: Receive; send: Send; note: (text: unknown) => void }) => Promise<void>,
  script: (client: RawClient) => void | Promise<void>,
  count: number,
): Promise<unknown[]> {
  const noted: unknown[] = [];
  let changed = () => {};
  const done = new Promise<void>((resolve) => (changed = () => noted.length >= count && resolve()));
  await using edge = await GuestEdge.listen(async (_scope, receive, send) => {
    await application({
      receive,
      send,
      note: (text) => {
        noted.push(text);
        changed();
      },
    });
  }, options);
  const client = await RawClient.upgrade(edge.port);
  await script(client);
  await done;
  client.destroy();
  return noted;
}

/** `returns`, or the exception as Python prints it. */
async function outcome(call: Promise<void>): Promise<string> {
  try {
    await call;
    return 'returns';
  } catch (error) {
    if (!(error instanceof RefusedCall)) throw error;
    return `${error.exception.type}: ${error.exception.message}`;
  }
}

const sleep = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

async function accepted(receive: Receive, send: Send): Promise<void> {
  await receive();
  await send({ type: 'websocket.accept' });
}

const told = (code: number | null, reason?: string): AsgiReceiveMessage => ({
  type: 'websocket.disconnect',
  code,
  ...(reason !== undefined && { reason }),
});

const GONE = 'uvicorn.protocols.utils.ClientDisconnected: ';
const LEGACY_LATE = (type: string) =>
  `RuntimeError: Unexpected ASGI message '${type}', after sending 'websocket.close' or response already completed.`;

describe.each(SERVER_PROFILE_NAMES)('%s', (server) => {
  const firstDisconnect = (script: (client: RawClient) => void, options: Partial<GuestEdgeOptions> = {}) =>
    notes(
      { server, ...options },
      async ({ receive, send, note }) => {
        await accepted(receive, send);
        note(await receive());
      },
      async (client) => {
        await client.head();
        script(client);
      },
      1,
    );

  test('the client closes with 4001 and a reason', async () => {
    const expected: Expected<AsgiReceiveMessage> = {
      uvicorn: told(4001, 'mine'),
      'uvicorn-wsproto': told(4001, 'mine'),
      'uvicorn-legacy': told(4001, 'mine'),
      hypercorn: told(1006),
      daphne: told(4001),
    };
    expect(await firstDisconnect((client) => client.sendClose(4001, 'mine'))).toEqual([expected[server]]);
  });

  test('the client closes without a code', async () => {
    const expected: Expected<AsgiReceiveMessage> = {
      uvicorn: told(1005, ''),
      'uvicorn-wsproto': told(1005, ''),
      'uvicorn-legacy': told(1005, ''),
      hypercorn: told(1006),
      daphne: told(null),
    };
    expect(await firstDisconnect((client) => client.sendClose())).toEqual([expected[server]]);
  });

  const lost: Expected<AsgiReceiveMessage> = {
    uvicorn: told(1005),
    'uvicorn-wsproto': told(1005),
    'uvicorn-legacy': told(1006, ''),
    hypercorn: told(1006),
    daphne: told(1006),
  };

  test('the client ends TCP with a FIN', async () => {
    expect(await firstDisconnect((client) => void client.socket.end())).toEqual([lost[server]]);
  });

  test('the client cuts TCP with a RST', async () => {
    expect(await firstDisconnect((client) => void client.socket.resetAndDestroy())).toEqual([lost[server]]);
  });

  test('a message is over the limit', async () => {
    const expected: Expected<AsgiReceiveMessage> = {
      uvicorn: told(1009, 'frame with 1001 bytes exceeds limit of 1000 bytes'),
      'uvicorn-wsproto': told(1009, 'Message exceeds the maximum size (1000 bytes)'),
      'uvicorn-legacy': told(1006, ''),
      hypercorn: told(1006),
      daphne: told(1006),
    };
    const big = (client: RawClient) => client.sendFrame('text', 'x'.repeat(1001));
    expect(await firstDisconnect(big, { limits: { maxMessageBytes: 1000 } })).toEqual([expected[server]]);
  });

  test('receive after the own close', async () => {
    const expected: Expected<AsgiReceiveMessage[]> = {
      uvicorn: [told(4000, 'own'), told(1005)],
      'uvicorn-wsproto': [told(4000, 'own'), told(1005)],
      'uvicorn-legacy': [told(1005), told(1005)],
      hypercorn: [told(1000)],
      daphne: [told(4000)],
    };
    const noted = await notes(
      { server },
      async ({ receive, send, note }) => {
        await accepted(receive, send);
        await send({ type: 'websocket.close', code: 4000, reason: 'own' });
        note(await receive());
        note(await receive());
      },
      (client) => void client.story(),
      expected[server].length,
    );
    expect(noted).toEqual(expected[server]);
  });

  test('receive after the disconnect was read', async () => {
    const expected: Expected<AsgiReceiveMessage[]> = {
      uvicorn: [told(1000, 'bye'), told(1005)],
      'uvicorn-wsproto': [told(1000, 'bye'), told(1005)],
      'uvicorn-legacy': [told(1000, 'bye'), told(1005), told(1005)],
      hypercorn: [told(1006)],
      daphne: [told(1000)],
    };
    const noted = await notes(
      { server },
      async ({ receive, send, note }) => {
        await accepted(receive, send);
        for (let index = 0; index < 3; index += 1) note(await receive());
      },
      async (client) => {
        await client.head();
        client.sendClose(1000, 'bye');
      },
      expected[server].length,
    );
    expect(noted).toEqual(expected[server]);
  });

  test('a close at once after the disconnect was read', async () => {
    const expected: Expected<string> = {
      uvicorn: 'returns',
      'uvicorn-wsproto': GONE,
      'uvicorn-legacy': LEGACY_LATE('websocket.close'),
      hypercorn: 'returns',
      daphne: 'returns',
    };
    const noted = await notes(
      { server },
      async ({ receive, send, note }) => {
        await accepted(receive, send);
        await receive();
        note(await outcome(send({ type: 'websocket.close', code: 4000 })));
      },
      async (client) => {
        await client.head();
        client.sendClose(1000, 'bye');
      },
      1,
    );
    expect(noted).toEqual([expected[server]]);
  });

  test('send and close long after the client has left', async () => {
    const expected: Expected<string[]> = {
      uvicorn: [GONE, GONE],
      'uvicorn-wsproto': [GONE, GONE],
      'uvicorn-legacy': [GONE, 'returns'],
      hypercorn: ['returns', 'returns'],
      daphne: ['returns', 'returns'],
    };
    for (const leave of ['close', 'cut'] as const) {
      const noted = await notes(
        { server },
        async ({ receive, send, note }) => {
          await accepted(receive, send);
          await sleep(150);
          note(await outcome(send({ type: 'websocket.send', text: 'late' })));
          note(await outcome(send({ type: 'websocket.close', code: 4000 })));
        },
        async (client) => {
          await client.head();
          if (leave === 'cut') client.socket.resetAndDestroy();
          else client.sendClose(1000, 'bye');
        },
        2,
      );
      expect(noted).toEqual(expected[server]);
    }
  });

  test('accept, send and close after the client gave up on the handshake', async () => {
    const expected: Expected<string[]> = {
      uvicorn: [GONE, GONE, GONE],
      'uvicorn-wsproto': [GONE, GONE, GONE],
      'uvicorn-legacy': [
        'returns',
        GONE,
        "AttributeError: 'WebSocketProtocol' object has no attribute 'transfer_data_task'",
      ],
      hypercorn: ['returns', 'returns', 'returns'],
      daphne: ['returns', 'returns', 'returns'],
    };
    const noted = await notes(
      { server },
      async ({ receive, send, note }) => {
        await receive();
        await sleep(100);
        note(await outcome(send({ type: 'websocket.accept' })));
        note(await outcome(send({ type: 'websocket.send', text: 'hello' })));
        note(await outcome(send({ type: 'websocket.close', code: 4000 })));
      },
      async (client) => {
        await sleep(20);
        client.socket.end();
      },
      3,
    );
    expect(noted).toEqual(expected[server]);
  });

  test('a second receive before accept waits until the client leaves', async () => {
    const noted = await notes(
      { server },
      async ({ receive, note }) => {
        await receive();
        note(await receive());
      },
      async (client) => {
        await sleep(20);
        client.socket.end();
      },
      1,
    );
    expect(noted).toEqual([told(1006)]);
  });

  test('sends that the server itself refuses', async () => {
    const hypercorn = (type: string, state: string) =>
      `hypercorn.utils.UnexpectedMessageError: Unexpected message type, ${type} given the state ASGIWebsocketState.${state}`;
    const early: Expected<string> = {
      uvicorn:
        "RuntimeError: Expected ASGI message 'websocket.accept', 'websocket.close' or 'websocket.http.response.start' but got 'websocket.send'.",
      'uvicorn-wsproto':
        "RuntimeError: Expected ASGI message 'websocket.accept', 'websocket.close' or 'websocket.http.response.start' but got 'websocket.send'.",
      'uvicorn-legacy':
        "RuntimeError: Expected ASGI message 'websocket.accept', 'websocket.close', or 'websocket.http.response.start' but got 'websocket.send'.",
      hypercorn: hypercorn('websocket.send', 'HANDSHAKE'),
      daphne: 'ValueError: Socket has not been accepted, so cannot send over it',
    };
    const twice: Expected<string> = {
      uvicorn: "RuntimeError: Expected ASGI message 'websocket.send' or 'websocket.close', but got 'websocket.accept'.",
      'uvicorn-wsproto':
        "RuntimeError: Expected ASGI message 'websocket.send' or 'websocket.close', but got 'websocket.accept'.",
      'uvicorn-legacy':
        "RuntimeError: Expected ASGI message 'websocket.send' or 'websocket.close', but got 'websocket.accept'.",
      hypercorn: hypercorn('websocket.accept', 'CONNECTED'),
      daphne: "AttributeError: 'WebSocketProtocol' object has no attribute 'handshake_deferred'",
    };
    const late: Expected<string> = {
      uvicorn: "RuntimeError: Unexpected ASGI message 'websocket.send', after sending 'websocket.close'.",
      'uvicorn-wsproto': "RuntimeError: Unexpected ASGI message 'websocket.send', after sending 'websocket.close'.",
      'uvicorn-legacy': LEGACY_LATE('websocket.send'),
      hypercorn: hypercorn('websocket.send', 'CLOSED'),
      daphne: 'autobahn.exception.Disconnected: Attempt to send on a closed protocol',
    };
    const noted = await notes(
      { server },
      async ({ receive, send, note }) => {
        await receive();
        note(await outcome(send({ type: 'websocket.send', text: 'early' })));
        await send({ type: 'websocket.accept' });
        note(await outcome(send({ type: 'websocket.accept' })));
        await send({ type: 'websocket.close', code: 4000 });
        note(await outcome(send({ type: 'websocket.send', text: 'late' })));
      },
      (client) => void client.story(),
      3,
    );
    expect(noted).toEqual([early[server], twice[server], late[server]]);
  });

  test('a text that is a number or a truth value', async () => {
    const refusals: Expected<string[]> = {
      uvicorn: ['int', 'bool'].map((type) => `AttributeError: '${type}' object has no attribute 'encode'`),
      'uvicorn-wsproto': Array.from({ length: 2 }, () => 'TypeError: Must provide bytes or text'),
      'uvicorn-legacy': Array.from({ length: 2 }, () => 'TypeError: data must be str, bytes-like, or iterable'),
      hypercorn: ['5', 'True'].map((text) => `TypeError: ${text} should be a str`),
      daphne: ['int', 'bool'].map((type) => `AttributeError: '${type}' object has no attribute 'encode'`),
    };
    const noted = await notes(
      { server },
      async ({ receive, send, note }) => {
        await receive();
        await send({ type: 'websocket.accept' });
        for (const text of [5, true]) note(await outcome(send({ type: 'websocket.send', text })));
      },
      (client) => void client.story(),
      2,
    );
    expect(noted).toEqual(refusals[server]);
  });

  test('codes and reasons that the server refuses', async () => {
    const websockets = (message: string) => `websockets.exceptions.ProtocolError: ${message}`;
    const packs = "struct.error: 'H' format requires 0 <= number <= 65535";
    const refusesNone = "TypeError: '<=' not supported between instances of 'int' and 'NoneType'";
    const dict = "AttributeError: 'dict' object has no attribute 'encode'";
    const surrogate =
      "UnicodeEncodeError: 'utf-8' codec can't encode character '\\ud800' in position 1: surrogates not allowed";
    const daphne = (code: number) => `Exception: invalid close code ${code} (must be 1000 or from [3000, 4999])`;
    const cases: [message: { code?: unknown; reason?: unknown }, expected: Expected<string>][] = [
      [
        { code: 999 },
        {
          uvicorn: websockets('invalid status code'),
          'uvicorn-wsproto': 'returns',
          'uvicorn-legacy': websockets('invalid status code'),
          hypercorn: 'returns',
          daphne: daphne(999),
        },
      ],
      [
        { code: 65536 },
        {
          uvicorn: websockets('invalid status code'),
          'uvicorn-wsproto': packs,
          'uvicorn-legacy': websockets('invalid status code'),
          hypercorn: packs,
          daphne: daphne(65536),
        },
      ],
      [
        { code: 4000, reason: 'x'.repeat(124) },
        {
          uvicorn: websockets('control frame too long'),
          'uvicorn-wsproto': 'returns',
          'uvicorn-legacy': websockets('control frame too long'),
          hypercorn: 'returns',
          daphne: 'returns',
        },
      ],
      [
        { code: null },
        {
          uvicorn: 'returns',
          'uvicorn-wsproto': 'returns',
          'uvicorn-legacy': refusesNone,
          hypercorn: "TypeError: int() argument must be a string, a bytes-like object or a real number, not 'NoneType'",
          daphne: 'returns',
        },
      ],
      [
        { code: 4000, reason: { why: 1 } },
        { uvicorn: dict, 'uvicorn-wsproto': dict, 'uvicorn-legacy': dict, hypercorn: dict, daphne: 'returns' },
      ],
      [
        { code: 4000, reason: 'a\ud800b' },
        {
          uvicorn: surrogate,
          'uvicorn-wsproto': surrogate,
          'uvicorn-legacy': surrogate,
          hypercorn: surrogate,
          daphne: 'returns',
        },
      ],
    ];
    for (const [message, expected] of cases) {
      const noted = await notes(
        { server },
        async ({ receive, send, note }) => {
          await accepted(receive, send);
          note(await outcome(send({ type: 'websocket.close', ...message })));
        },
        (client) => void client.story(),
        1,
      );
      expect(noted).toEqual([expected[server]]);
    }
  });

  test('the keys of received messages', async () => {
    const both = server === 'hypercorn';
    const noted = await notes(
      { server },
      async ({ receive, send, note }) => {
        await accepted(receive, send);
        note(await receive());
        note(await receive());
      },
      async (client) => {
        await client.head();
        client.sendFrame('text', 'é');
        client.sendFrame('binary', Buffer.from([0, 255]));
      },
      2,
    );
    expect(noted).toEqual([
      { type: 'websocket.receive', text: 'é', ...(both && { bytes: null }) },
      { type: 'websocket.receive', bytes: 'AP8=', ...(both && { text: null }) },
    ]);
  });
});
