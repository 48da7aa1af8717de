import { describe, expect, test } from 'vitest';
import { applicationSends } from '#asgi/application-send.ts';
import { applicationRaised } from '#asgi/connection-end.ts';
import type { ConnectionState } from '#asgi/connection-state.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { deeds, effectsOf, OPEN, stepOf } from '#tests/helpers/connection-step.ts';

function sends(
  server: ServerProfileName,
  message: { type: string; [key: string]: unknown },
  state: Partial<ConnectionState> = OPEN,
) {
  const step = stepOf(server, state);
  applicationSends(step, { call: 7, message, line: 3 });
  return step;
}

test('a close before accept writes the 403 of the server, and nothing of the code', () => {
  const step = sends('uvicorn', { type: 'websocket.close', code: 4000, reason: 'why' }, {});
  expect(deeds(step)).toEqual(['app-sent', 'write-head', 'end-tcp', 'answer']);
  expect(effectsOf(step, 'write-head')[0]).toMatchObject({ status: 403, phrase: 'Forbidden' });
  expect(step.state.server).toBe('refused');
});

test('a close after accept is a Close frame', () => {
  const step = sends('uvicorn', { type: 'websocket.close', code: 4000 });
  expect(deeds(step)).toEqual(['app-sent', 'frame', 'answer']);
  expect(step.state.ownClose).toEqual({ code: 4000, reason: '' });
});

test('a close of uvicorn-legacy is answered when the closing handshake is over', () => {
  const step = sends('uvicorn-legacy', { type: 'websocket.close' });
  expect(effectsOf(step, 'answer')).toEqual([]);
  expect(step.state.blockedClose).toBe(7);
});

test('a message out of turn is refused, and the state stays', () => {
  const step = sends('uvicorn', { type: 'websocket.accept' });
  const [refused] = effectsOf(step, 'refuse');
  expect(refused).toMatchObject({ call: 7, exception: { type: 'RuntimeError' } });
  expect(effectsOf(step, 'app-sent')[0]).toMatchObject({ line: 3, refused: refused?.exception });
  expect(step.state.server).toBe('open');
});

describe('a send', () => {
  test('prefers bytes to text, except in daphne, which refuses both', () => {
    const both = { type: 'websocket.send', text: 'a', bytes: 'Yg==' };
    expect(effectsOf(sends('uvicorn', both), 'frame')).toMatchObject([{ opcode: 'binary', base64: 'Yg==' }]);
    expect(effectsOf(sends('daphne', both), 'refuse')).toMatchObject([{ exception: { type: 'ValueError' } }]);
  });

  test('of empty text is a frame, except in daphne, which sends nothing', () => {
    const empty = { type: 'websocket.send', text: '' };
    expect(effectsOf(sends('uvicorn', empty), 'frame')).toMatchObject([{ opcode: 'text', text: '' }]);
    expect(effectsOf(sends('daphne', empty), 'frame')).toEqual([]);
  });

  test('of nothing raises where the server tries to send it', () => {
    const raises = (server: ServerProfileName) =>
      effectsOf(sends(server, { type: 'websocket.send' }), 'refuse')[0]?.exception.message;
    expect(raises('uvicorn')).toBeUndefined();
    expect(raises('uvicorn-wsproto')).toBe('Must provide bytes or text');
    expect(raises('hypercorn')).toBe('None should be a str');
  });

  test('of text that is no UTF-8 raises and writes nothing', () => {
    const step = sends('uvicorn', { type: 'websocket.send', text: '\ud800' });
    expect(deeds(step)).toEqual(['app-sent', 'refuse']);
  });

  test('to a client that is gone raises in uvicorn and says nothing in hypercorn and daphne', () => {
    const lost = { ...OPEN, socket: 'lost' } as const;
    const answer = (server: ServerProfileName) => deeds(sends(server, { type: 'websocket.send', text: 'a' }, lost))[1];
    expect([answer('uvicorn'), answer('hypercorn'), answer('daphne')]).toEqual(['refuse', 'answer', 'answer']);
  });
});

test('an accept that raised can be repeated in uvicorn and has used up the handshake in hypercorn', () => {
  const broken = { type: 'websocket.accept', headers: [['x', 'a\nb']] };
  expect(sends('uvicorn', broken, {}).state).toMatchObject({ server: 'connecting', failedAccept: false });
  expect(sends('hypercorn', broken, {}).state).toMatchObject({ failedAccept: true, accepted: false });
});

test('text where bytes belong is refused as Python refuses it', () => {
  const step = sends('uvicorn', { type: 'websocket.send', bytes: { python: 'str', text: 'x' } });
  expect(effectsOf(step, 'refuse')[0]?.exception).toEqual({
    type: 'TypeError',
    message: "a bytes-like object is required, not 'str'",
  });
});

test('an application that has returned can send no more in uvicorn-legacy, though its socket stays open', () => {
  const late = (server: ServerProfileName) =>
    deeds(sends(server, { type: 'websocket.send', text: 'late' }, { ...OPEN, app: 'finished' }));
  expect(late('uvicorn-legacy')).toEqual(['app-sent', 'refuse']);
  expect(late('daphne')).toEqual(['app-sent', 'frame', 'answer']);
});

describe('a denial response that fails', () => {
  const start = { type: 'websocket.http.response.start', status: 400 };
  const raises = (step: ReturnType<typeof sends>) => {
    applicationRaised(step, { type: 'Error', message: '', traceback: '' });
    return effectsOf(step, 'write-head').map(({ status }) => status);
  };

  test('by a header has used up the handshake in wsproto, and by its status has not', () => {
    expect(raises(sends('uvicorn-wsproto', { ...start, headers: [['x', 'a\nb']] }, {}))).toEqual([]);
    expect(raises(sends('uvicorn-wsproto', { ...start, status: 99 }, {}))).toEqual([500]);
  });

  test('behind its head is not answered a second time', () => {
    const step = sends('hypercorn', { ...start, headers: [['content-length', '1']] }, {});
    applicationSends(step, { call: 8, message: { type: 'websocket.http.response.body', body: 'YWI=' }, line: 4 });
    expect(raises(step)).toEqual([400]);
  });
});
