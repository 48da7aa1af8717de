import { describe, expect, test } from 'vitest';
import type { AsgiScope } from '#asgi/events.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';
import type { ScriptedApplication } from '#server/sandbox/noop/noop-sandbox.ts';
import { GuestEdge } from '#tests/helpers/guest-edge.ts';
import { RawClient } from '#tests/helpers/raw-client.ts';
import { HttpException, starlette } from '#tests/helpers/starlette-websocket.ts';

/** Head lines as measured; a date is a date. */
type Expected = Record<ServerProfileName, string[]>;

const DATE = /^(date: )\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$/i;
const ACCEPT = 's3pPLMBiTxaQ9kYGzzhZRbK+xOo=';

async function headLines(server: ServerProfileName, application: ScriptedApplication, headers: string[] = []) {
  const profile = serverProfiles[server].handshakeTimeout === null ? {} : { crashPollMs: 10 };
  await using edge = await GuestEdge.listen(application, { server, profile });
  const client = await RawClient.upgrade(edge.port, '/', headers);
  const { statusLine, headers: pairs } = await client.head();
  client.destroy();
  return [statusLine, ...pairs.map(([name, value]) => `${name}: ${value}`.replace(DATE, '$1<date>'))];
}

const accepts: ScriptedApplication = async (_scope, receive, send) => {
  await receive();
  await send({ type: 'websocket.accept' });
  await receive();
};

/** The scope that a handler got of a request, beside the addresses of its two sockets. */
async function scopeGiven(server: ServerProfileName, target: string, headers: string[]) {
  const given = Promise.withResolvers<AsgiScope>();
  const application: ScriptedApplication = async (scope, receive, send) => {
    given.resolve(scope);
    await accepts(scope, receive, send);
  };
  await using edge = await GuestEdge.listen(application, { server });
  const client = await RawClient.upgrade(edge.port, target, headers);
  await client.head();
  const addresses = { client: ['127.0.0.1', client.socket.localPort], server: ['127.0.0.1', edge.port] };
  client.destroy();
  return { scope: await given.promise, ...addresses };
}

const acceptsWithHeaders: ScriptedApplication = async (_scope, receive, send) => {
  await receive();
  await send({
    type: 'websocket.accept',
    subprotocol: 'chat',
    headers: [
      ['X-Foo', 'bar'],
      ['set-cookie', 'a=b'],
    ],
  });
  await receive();
};

const REFERENCE_RESPONSE = [
  'Date: <date>',
  'Connection: close',
  'Content-Length: 0',
  'Content-Type: text/plain; charset=utf-8',
];

describe.each(SERVER_PROFILE_NAMES)('%s', (server) => {
  test('writes the 101 with its own status line, header order and case', async () => {
    const uvicorn = [
      'HTTP/1.1 101 Switching Protocols',
      'Upgrade: websocket',
      'Connection: Upgrade',
      `Sec-WebSocket-Accept: ${ACCEPT}`,
      'date: <date>',
      'server: uvicorn',
    ];
    const expected: Expected = {
      uvicorn,
      'uvicorn-wsproto': uvicorn,
      'uvicorn-legacy': uvicorn,
      hypercorn: [
        'HTTP/1.1 101 ',
        `sec-websocket-accept: ${ACCEPT}`,
        'upgrade: WebSocket',
        'connection: Upgrade',
        'date: <date>',
        'server: hypercorn-h11',
      ],
      daphne: [
        'HTTP/1.1 101 Switching Protocols',
        'Server: daphne',
        'Upgrade: WebSocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Accept: ${ACCEPT}`,
      ],
    };
    expect(await headLines(server, accepts)).toEqual(expected[server]);
  });

  test('writes the headers and the subprotocol of accept, or drops them', async () => {
    const expected: Record<ServerProfileName, string[]> = {
      uvicorn: ['server: uvicorn', 'x-foo: bar', 'set-cookie: a=b', 'Sec-WebSocket-Protocol: chat'],
      'uvicorn-wsproto': ['server: uvicorn', 'X-Foo: bar', 'set-cookie: a=b'],
      'uvicorn-legacy': ['server: uvicorn', 'X-Foo: bar', 'set-cookie: a=b'],
      hypercorn: ['X-Foo: bar', 'set-cookie: a=b', 'date: <date>', 'server: hypercorn-h11'],
      daphne: ['Sec-WebSocket-Protocol: chat', `Sec-WebSocket-Accept: ${ACCEPT}`],
    };
    const lines = await headLines(server, acceptsWithHeaders, ['Sec-WebSocket-Protocol: v2, chat']);
    expect(lines.slice(-expected[server].length)).toEqual(expected[server]);
    expect(lines.filter((line) => line.toLowerCase() === 'sec-websocket-protocol: chat')).toHaveLength(1);
  });

  test('never agrees to compress', async () => {
    const lines = await headLines(server, accepts, ['Sec-WebSocket-Extensions: permessage-deflate']);
    expect(lines.filter((line) => /extensions/i.test(line))).toEqual([]);
  });

  test('writes the 403 of a close before accept', async () => {
    const expected: Expected = {
      uvicorn: ['HTTP/1.1 403 Forbidden', ...REFERENCE_RESPONSE],
      'uvicorn-wsproto': ['HTTP/1.1 403 ', 'content-length: 0'],
      'uvicorn-legacy': [
        'HTTP/1.1 403 Forbidden',
        'Date: <date>',
        'Content-Length: 0',
        'Content-Type: text/plain',
        'Connection: close',
      ],
      hypercorn: ['HTTP/1.1 403 ', 'content-length: 0', 'connection: close', 'date: <date>', 'server: hypercorn-h11'],
      daphne: ['HTTP/1.1 403 Access denied'],
    };
    expect(
      await headLines(
        server,
        starlette((websocket) => websocket.close(4000)),
      ),
    ).toEqual(expected[server]);
  });

  test('writes the 500 of a crash before accept', async () => {
    const text = ['content-type: text/plain; charset=utf-8', 'connection: close', 'content-length: 21'];
    const expected: Expected = {
      uvicorn: [
        'HTTP/1.1 500 Internal Server Error',
        ...REFERENCE_RESPONSE.map((line) => line.replace('Length: 0', 'Length: 21')),
      ],
      'uvicorn-wsproto': ['HTTP/1.1 500 ', ...text],
      'uvicorn-legacy': [
        'HTTP/1.1 500 Internal Server Error',
        'content-type: text/plain; charset=utf-8',
        'content-length: 21',
        'connection: close',
      ],
      hypercorn: ['HTTP/1.1 500 ', 'content-length: 0', 'connection: close', 'date: <date>', 'server: hypercorn-h11'],
      daphne: ['HTTP/1.1 500 Internal server error'],
    };
    expect(await headLines(server, () => Promise.reject(new Error('boom')))).toEqual(expected[server]);
  });

  test.skipIf(server === 'daphne')('writes a denial response around the headers of the application', async () => {
    const own = ['x-why: because', 'content-length: 8', 'content-type: text/plain; charset=utf-8'];
    const expected: Omit<Expected, 'daphne'> = {
      uvicorn: ['HTTP/1.1 401 Unauthorized', ...own, 'Date: <date>', 'Connection: close'],
      'uvicorn-wsproto': ['HTTP/1.1 401 ', ...own],
      'uvicorn-legacy': ['HTTP/1.1 401 Unauthorized', ...own, 'Date: <date>', 'Connection: close'],
      hypercorn: ['HTTP/1.1 401 ', ...own, 'date: <date>', 'server: hypercorn-h11'],
    };
    const response = { status: 401, headers: [['x-why', 'because']] as [string, string][], body: 'no token' };
    const lines = await headLines(
      server,
      starlette(() => Promise.reject(new HttpException(response))),
    );
    expect(lines).toEqual(expected[server as Exclude<ServerProfileName, 'daphne'>]);
  });

  test.skipIf(server === 'daphne')('measures or chunks a denial response without a length', async () => {
    const expected: Omit<Expected, 'daphne'> = {
      uvicorn: [
        'HTTP/1.1 404 Not Found',
        'content-type: text/plain',
        'Date: <date>',
        'Connection: close',
        'Content-Length: 4',
      ],
      'uvicorn-wsproto': ['HTTP/1.1 404 ', 'content-type: text/plain', 'Transfer-Encoding: chunked'],
      'uvicorn-legacy': [
        'HTTP/1.1 404 Not Found',
        'content-type: text/plain',
        'Date: <date>',
        'Content-Length: 4',
        'Connection: close',
      ],
      hypercorn: [
        'HTTP/1.1 404 ',
        'content-type: text/plain',
        'date: <date>',
        'server: hypercorn-h11',
        'Transfer-Encoding: chunked',
      ],
    };
    const lines = await headLines(server, async (_scope, receive, send) => {
      await receive();
      await send({ type: 'websocket.http.response.start', status: 404, headers: [['content-type', 'text/plain']] });
      await send({ type: 'websocket.http.response.body', body: 'bm8=', more_body: true });
      await send({ type: 'websocket.http.response.body', body: 'cGU=' });
    });
    expect(lines).toEqual(expected[server as Exclude<ServerProfileName, 'daphne'>]);
  });

  test('gives the handler the scope of its server', async () => {
    const { scope, ...addresses } = await scopeGiven(server, '/ws/a%20b%2Fc/%C3%A9?x=%31&y', [
      'X-Upper: Value',
      'Sec-WebSocket-Protocol: chat, v2',
    ]);
    const { specVersion, denialResponse } = serverProfiles[server].scope;
    expect(scope).toMatchObject({
      type: 'websocket',
      asgi: specVersion === null ? { version: '3.0' } : { version: '3.0', spec_version: specVersion },
      path: '/ws/a b/c/é',
      raw_path: '/ws/a%20b%2Fc/%C3%A9',
      query_string: 'x=%31&y',
      root_path: '',
      ...addresses,
      subprotocols: ['chat', 'v2'],
    });
    expect(scope.headers).toContainEqual(['x-upper', 'Value']);
    expect(Object.keys(scope).includes('extensions')).toBe(denialResponse);
  });

  test('says who the client is as its server does to a proxy on loopback', async () => {
    const { scope, client } = await scopeGiven(server, '/', ['X-Forwarded-For: 9.9.9.9:7', 'X-Forwarded-Proto: https']);
    const told = {
      'every-header': { client: ['9.9.9.9', 7], scheme: 'wss' },
      'last-header': { client: ['9.9.9.9:7', 0], scheme: 'wss' },
      ignored: { client, scheme: 'ws' },
    };
    expect(scope).toMatchObject(told[serverProfiles[server].scope.forwarded]);
  });
});
