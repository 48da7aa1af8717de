import { describe, expect, test } from 'vitest';
import { WEBSOCKET_STATES } from '#asgi/events.ts';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import {
  applicationMayReceive,
  applicationReceive,
  applicationSend,
  ASGI_SEND_TYPES,
  SERVER_MACHINES,
  SERVER_STATES,
  serverSend,
} from '#asgi/transitions.ts';

const NEED_ACCEPT =
  'Expected ASGI message "websocket.accept", "websocket.close" or "websocket.http.response.start", but got';
const NEED_SEND = 'Expected ASGI message "websocket.send" or "websocket.close", but got';
const NEED_BODY = 'Expected ASGI message "websocket.http.response.body", but got';
const LATE = 'Cannot call "send" once a close message has been sent.';

describe("Starlette's application_state", () => {
  /** In the order of `ASGI_SEND_TYPES`: a state, or the text of the RuntimeError without the type that it names. */
  const rows: Record<(typeof WEBSOCKET_STATES)[number], string[]> = {
    CONNECTING: ['CONNECTED', NEED_ACCEPT, 'DISCONNECTED', 'RESPONSE', NEED_ACCEPT],
    CONNECTED: [NEED_SEND, 'CONNECTED', 'DISCONNECTED', NEED_SEND, NEED_SEND],
    RESPONSE: [NEED_BODY, NEED_BODY, NEED_BODY, NEED_BODY, 'DISCONNECTED'],
    DISCONNECTED: [LATE, LATE, LATE, LATE, LATE],
  };

  test.each(WEBSOCKET_STATES)('%s takes what it takes and refuses the rest in its own words', (state) => {
    const seen = ASGI_SEND_TYPES.map((type) => {
      const step = applicationSend(state, type);
      if (step.ok) return step.state;
      expect(step.exception.type).toBe('RuntimeError');
      return step.exception.message.replace(` '${type}'`, '');
    });
    expect(seen).toEqual(rows[state]);
  });

  test('a part of a denial response that is not the last keeps it open', () => {
    expect(applicationSend('RESPONSE', 'websocket.http.response.body', true)).toEqual({ ok: true, state: 'RESPONSE' });
  });
});

describe("Starlette's client_state", () => {
  test('goes from connect over receive to disconnect', () => {
    expect(applicationReceive('CONNECTING', 'websocket.connect')).toEqual({ ok: true, state: 'CONNECTED' });
    expect(applicationReceive('CONNECTED', 'websocket.receive')).toEqual({ ok: true, state: 'CONNECTED' });
    expect(applicationReceive('CONNECTED', 'websocket.disconnect')).toEqual({ ok: true, state: 'DISCONNECTED' });
  });

  test.each([
    ['CONNECTING', 'websocket.receive', `Expected ASGI message "websocket.connect", but got 'websocket.receive'`],
    [
      'CONNECTED',
      'websocket.connect',
      `Expected ASGI message "websocket.receive" or "websocket.disconnect", but got 'websocket.connect'`,
    ],
  ] as const)('%s refuses %s', (state, type, message) => {
    expect(applicationReceive(state, type)).toEqual({ ok: false, exception: { type: 'RuntimeError', message } });
  });

  test('nothing may be received once a disconnect was', () => {
    expect(applicationMayReceive('DISCONNECTED')?.message).toBe(
      'Cannot call "receive" once a disconnect message has been received.',
    );
    expect(applicationMayReceive('CONNECTED')).toBeUndefined();
  });
});

test.each(SERVER_PROFILE_NAMES)('%s has a row for every state, and each step leads to a state of its own', (name) => {
  const machine = SERVER_MACHINES[name];
  for (const state of SERVER_STATES) {
    for (const next of Object.values(machine[state].takes)) expect(SERVER_STATES).toContain(next);
    for (const type of ['constructor', '__proto__', 'websocket.unknown']) {
      const step = serverSend(machine, state, type);
      if (step !== 'ignored')
        expect(step).toMatchObject({ ok: false, exception: { message: expect.stringMatching(/\S/) } });
    }
  }
});
