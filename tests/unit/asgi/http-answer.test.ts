import { describe, expect, test } from 'vitest';
import type { AsgiHeader } from '#asgi/events.ts';
import { acceptHeaders, continueDenial, respond, startDenial } from '#asgi/http-answer.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { effectsOf, stepOf } from '#tests/helpers/connection-step.ts';

const base64 = (text: string) => Buffer.from(text).toString('base64');

function accepts(server: ServerProfileName, fields: Record<string, unknown>, offered: string[] = []) {
  return acceptHeaders(stepOf(server, {}, { offered }), { type: 'websocket.accept', ...fields });
}

test('a response of the server itself counts its body in bytes', () => {
  const step = stepOf('uvicorn');
  respond(step, {
    status: 500,
    phrase: 'No',
    headers: [['content-length', '<length>'], 'application-headers'],
    body: 'é',
  });
  expect(step.effects).toEqual([
    { kind: 'write-head', status: 500, phrase: 'No', headers: [['content-length', '2']] },
    { kind: 'write-body', text: 'é' },
  ]);
});

describe('the headers of an accept', () => {
  test('hold those of the application, in lower case where uvicorn writes them so, and not where daphne drops them', () => {
    const headers: AsgiHeader[] = [['X-Room', 'Blue']];
    const pairs = (server: ServerProfileName) => {
      const made = accepts(server, { headers });
      return made !== 'never-answered' && made.ok ? made.value.filter(([name]) => /^x-/i.test(name)) : made;
    };
    expect(pairs('uvicorn')).toEqual([['x-room', 'Blue']]);
    expect(pairs('hypercorn')).toEqual([['X-Room', 'Blue']]);
    expect(pairs('daphne')).toEqual([]);
  });

  test('must be bytes, because a server decodes them, but where daphne drops them', () => {
    const headers = [[{ python: 'str', text: 'x-a' }, 'b']];
    const exception = { type: 'AttributeError', message: "'str' object has no attribute 'decode'" };
    expect(accepts('uvicorn', { headers })).toEqual({ ok: false, exception });
    expect(accepts('daphne', { headers })).toMatchObject({ ok: true });
  });

  test('name the subprotocol that was chosen, and none when none was', () => {
    const protocol = (fields: Record<string, unknown>) => {
      const made = accepts('uvicorn', fields, ['chat']);
      return (
        made !== 'never-answered' && made.ok && made.value.find(([name]) => name === 'Sec-WebSocket-Protocol')?.[1]
      );
    };
    expect([protocol({ subprotocol: 'chat' }), protocol({}), protocol({ subprotocol: '' })]).toEqual([
      'chat',
      undefined,
      undefined,
    ]);
  });

  test.each<[ServerProfileName, unknown]>([
    ['uvicorn', { ok: true }],
    ['uvicorn-wsproto', { ok: false, exception: { message: 'unexpected subprotocol v2' } }],
    ['hypercorn', { ok: false, exception: { message: 'Invalid Subprotocol' } }],
    ['daphne', 'never-answered'],
  ])('with a subprotocol that was not offered: %s', (server, expected) => {
    const made = accepts(server, { subprotocol: 'v2' }, ['chat']);
    if (typeof expected === 'string') expect(made).toBe(expected);
    else expect(made).toMatchObject(expected as object);
  });

  test('cannot be split by a line break, nor by a character that Latin-1 would cut to one', () => {
    expect(accepts('uvicorn', { headers: [['x', 'a\r\nb']] })).toMatchObject({
      ok: false,
      exception: { type: 'websockets.exceptions.InvalidHeaderValue' },
    });
    expect(accepts('hypercorn', { headers: [['x', 'a\nb']] })).toMatchObject({
      ok: false,
      exception: { message: String.raw`Illegal header value b'a\nb'` },
    });
    expect(accepts('uvicorn-legacy', { headers: [['x', 'a\u010ab']] })).toMatchObject({
      ok: false,
      exception: { type: 'UnicodeEncodeError' },
    });
  });

  /** What Python 3.11 raised with websockets 17.4 and h11 0.16, and wrote with websockets 13. */
  test.each<[ServerProfileName, string, string, string | undefined]>([
    ['uvicorn', 'x', 'a\u007fb', 'invalid x header: a\u007fb'],
    ['uvicorn', 'x y', ' \t\u0080\u00ff', undefined],
    ['uvicorn-wsproto', 'x y', 'v', String.raw`Illegal header name b'x y'`],
    ['uvicorn-wsproto', '', 'v', String.raw`Illegal header name b''`],
    ['uvicorn-wsproto', 'x', ' v', String.raw`Illegal header value b' v'`],
    ['uvicorn-wsproto', 'x', 'a\u000bb', String.raw`Illegal header value b'a\x0bb'`],
    ['hypercorn', 'x\u0001', 'v', String.raw`Illegal header name b'x\x01'`],
    ['hypercorn', 'x', 'a\u0001\u007fb', undefined],
    ['uvicorn-legacy', 'x y', ' a\u0001 ', undefined],
  ])('are looked at by %s: %j: %j', (server, name, value, message) => {
    const made = accepts(server, { headers: [[name, value]] });
    expect(made).toMatchObject(message === undefined ? { ok: true } : { ok: false, exception: { message } });
  });

  test('hold a subprotocol that is text, under the name that the server gives it', () => {
    const message = 'invalid Sec-WebSocket-Protocol header: €';
    expect(accepts('uvicorn', { subprotocol: '€' })).toMatchObject({ ok: false, exception: { message } });
  });

  test('are UTF-8 in uvicorn-legacy, which also writes a subprotocol without a character', () => {
    const made = accepts('uvicorn-legacy', { subprotocol: '', headers: [['x', 'é']] });
    expect(made).toMatchObject({ ok: true });
    const written = made !== 'never-answered' && made.ok ? made.value : [];
    expect(written).toContainEqual(['Sec-WebSocket-Protocol', '']);
    expect(written).toContainEqual(['x', 'Ã©']);
  });

  test('leave out what is no pair of strings', () => {
    expect(accepts('uvicorn', { headers: [['x'], 7, ['y', 1]] })).toEqual(accepts('uvicorn', {}));
  });
});

describe('a response of the application', () => {
  const start = { type: 'websocket.http.response.start', status: 401, headers: [] };
  const body = (text: string, more_body = false) => ({
    type: 'websocket.http.response.body',
    body: base64(text),
    more_body,
  });

  test('goes out as one with its length in uvicorn', () => {
    const step = stepOf('uvicorn');
    startDenial(step, start);
    expect(continueDenial(step, body('sign ', true))).toEqual({ ok: true, value: { isLast: false } });
    expect(effectsOf(step, 'write-head')).toEqual([]);
    expect(continueDenial(step, body('in'))).toEqual({ ok: true, value: { isLast: true } });
    const [head] = effectsOf(step, 'write-head');
    expect(head).toMatchObject({ status: 401, phrase: 'Unauthorized' });
    expect(head?.headers).toContainEqual(['Content-Length', '7']);
    expect(effectsOf(step, 'write-body-bytes').map((effect) => effect.chunked)).toEqual([false, false]);
  });

  test('goes out in chunks as it comes in hypercorn, unless it names its length', () => {
    const step = stepOf('hypercorn');
    startDenial(step, start);
    continueDenial(step, body('no'));
    expect(effectsOf(step, 'write-head')[0]?.headers).toContainEqual(['Transfer-Encoding', 'chunked']);
    expect(effectsOf(step, 'write-last-chunk')).toHaveLength(1);

    const known = stepOf('hypercorn');
    startDenial(known, { ...start, headers: [['Content-Length', '2']] });
    continueDenial(known, body('no'));
    expect(effectsOf(known, 'write-head')[0]?.headers).not.toContainEqual(['Transfer-Encoding', 'chunked']);
    expect(effectsOf(known, 'write-last-chunk')).toEqual([]);
  });

  test.each([204, 304])('of status %i has no body, so it is not sent in chunks', (status) => {
    const step = stepOf('hypercorn');
    startDenial(step, { ...start, status });
    expect(continueDenial(step, body(''))).toEqual({ ok: true, value: { isLast: true } });
    expect(effectsOf(step, 'write-head')[0]?.headers).not.toContainEqual(['Transfer-Encoding', 'chunked']);
    expect(effectsOf(step, 'write-last-chunk')).toEqual([]);
  });

  test('that is not as long as it says is refused by h11, which has written the head', () => {
    const declared = { ...start, headers: [['content-length', '3']] };
    const longer = stepOf('hypercorn');
    startDenial(longer, declared);
    expect(continueDenial(longer, body('four'))).toMatchObject({
      ok: false,
      exception: { message: 'Too much data for declared Content-Length' },
    });
    expect(effectsOf(longer, 'write-head')).toHaveLength(1);
    expect(effectsOf(longer, 'write-body-bytes')).toEqual([]);
    const shorter = stepOf('uvicorn-wsproto');
    startDenial(shorter, declared);
    expect(continueDenial(shorter, body('a', true))).toMatchObject({ ok: true });
    expect(continueDenial(shorter, body('b'))).toMatchObject({
      ok: false,
      exception: { message: 'Too little data for declared Content-Length' },
    });
  });

  test('may have a status above 599 in hypercorn only, and must have a phrase in uvicorn-legacy', () => {
    const isTaken = (server: ServerProfileName, status: number) => startDenial(stepOf(server), { ...start, status }).ok;
    expect([isTaken('hypercorn', 999), isTaken('hypercorn', 1000), isTaken('uvicorn', 600)]).toEqual([
      true,
      false,
      false,
    ]);
    expect([isTaken('uvicorn', 299), isTaken('uvicorn-legacy', 299), isTaken('uvicorn-legacy', 451)]).toEqual([
      true,
      false,
      true,
    ]);
  });

  test('with a broken header is found out when it is written: by uvicorn at its end, by wsproto at its start', () => {
    const broken = { ...start, headers: [['x-bad', 'line\r\nx: 1']] };
    const refused = { ok: false, exception: { message: expect.stringContaining('x: 1') } };
    const kept = stepOf('uvicorn');
    expect(startDenial(kept, broken)).toMatchObject({ ok: true });
    expect(continueDenial(kept, body('no', true))).toMatchObject({ ok: true });
    expect(continueDenial(kept, body('no'))).toMatchObject(refused);
    expect(effectsOf(kept, 'write-head')).toEqual([]);
    expect(startDenial(stepOf('uvicorn-wsproto'), broken)).toMatchObject({ ok: false });
  });

  test('has no more body than the playground sends, counted before base64', () => {
    const step = stepOf('uvicorn');
    startDenial(step, start);
    expect(continueDenial(step, body('x'.repeat(64), true))).toMatchObject({ ok: true });
    expect(continueDenial(step, body('x'))).toMatchObject({ ok: false, exception: { type: 'RuntimeError' } });
  });

  test.each([99, 600, '401', 401.5, undefined])('has no status %j', (status) => {
    expect(startDenial(stepOf('uvicorn'), { ...start, status })).toMatchObject({
      ok: false,
      exception: { type: 'RuntimeError' },
    });
  });
});
