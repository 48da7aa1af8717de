import { describe, expect, test } from 'vitest';
import {
  applicationRaised,
  applicationReturned,
  disconnect,
  endTcp,
  LOSS_DELAY_MS,
  lose,
} from '#asgi/connection-end.ts';
import type { ConnectionState, ConnectionStep } from '#asgi/connection-state.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { effectsOf, OPEN, stepOf } from '#tests/helpers/connection-step.ts';

const RECEIVES = [{ call: 9, line: undefined }];
const CRASH = { type: 'ValueError', message: 'boom', traceback: 'ValueError: boom' };

/** What the client gets: the status or the code of a Close frame, and the end of TCP. */
function seen(step: ConnectionStep): string {
  const heads = effectsOf(step, 'write-head').map(({ status }) => String(status));
  const frames = effectsOf(step, 'frame').map((effect) =>
    effect.opcode === 'close'
      ? `Close ${new DataView(effect.payload.buffer as ArrayBuffer).getUint16(0)}`
      : effect.opcode,
  );
  return [...heads, ...frames, ...effectsOf(step, 'end-tcp').map(({ how }) => how)].join(' ') || 'nothing';
}

function told(server: ServerProfileName, state: Partial<ConnectionState>) {
  const step = stepOf(server, { ...state, receives: RECEIVES });
  lose(step);
  return effectsOf(step, 'deliver')[0]?.message;
}

test('TCP is ended once, and its loss is told after a delay if it is not seen before', () => {
  const step = stepOf('uvicorn', OPEN);
  endTcp(step, 'fin');
  endTcp(step, 'rst');
  expect(effectsOf(step, 'end-tcp')).toEqual([{ kind: 'end-tcp', how: 'fin' }]);
  expect(effectsOf(step, 'start-timer')).toEqual([{ kind: 'start-timer', timer: 'lost', ms: LOSS_DELAY_MS }]);
});

describe('a handler that returns', () => {
  const returns = (server: ServerProfileName, state: Partial<ConnectionState> = {}) => {
    const step = stepOf(server, state);
    applicationReturned(step);
    return seen(step);
  };

  test('before it has answered: 500, and of daphne nothing at all', () => {
    expect(SERVER_PROFILE_NAMES.map((server) => returns(server))).toEqual([
      '500 fin',
      '500 fin',
      '500 fin',
      '500 fin',
      'nothing',
    ]);
  });

  test('with the connection open: TCP ends, stays, or ends behind a Close frame', () => {
    expect(SERVER_PROFILE_NAMES.map((server) => [server, returns(server, OPEN)])).toEqual([
      ['uvicorn', 'fin'],
      ['uvicorn-wsproto', 'fin'],
      ['uvicorn-legacy', 'nothing'],
      ['hypercorn', 'Close 1011 fin'],
      ['daphne', 'nothing'],
    ]);
  });
});

test('a value that is returned ends TCP in uvicorn legacy, which keeps it open for a return without one', () => {
  const step = stepOf('uvicorn-legacy', OPEN);
  applicationReturned(step, 'hello');
  expect(seen(step)).toBe('fin');
  expect(effectsOf(step, 'log')[0]?.text).toBe("ASGI callable should return None, but returned 'hello'.");
});

test('a return without an answer is no error in uvicorn once the client is lost', () => {
  const complaints = (server: ServerProfileName, socket: ConnectionState['socket']) => {
    const step = stepOf(server, { socket });
    applicationReturned(step);
    return effectsOf(step, 'log').filter(({ level }) => level === 'ERROR').length;
  };
  expect([complaints('uvicorn', 'open'), complaints('uvicorn', 'lost')]).toEqual([1, 0]);
  expect([complaints('uvicorn-wsproto', 'lost'), complaints('uvicorn-legacy', 'lost')]).toEqual([0, 1]);
});

test('a response that was begun is not written behind the end of TCP', () => {
  const denial = { status: 404, headers: [], chunks: [], bodyBytes: 0, headWritten: false };
  const step = stepOf('uvicorn-legacy', { server: 'responding', socket: 'closing', denial });
  applicationReturned(step);
  expect(effectsOf(step, 'write-head')).toEqual([]);
});

describe('a handler that raises', () => {
  const raises = (server: ServerProfileName, crash = CRASH) => {
    const step = stepOf(server, OPEN);
    applicationRaised(step, crash);
    return step;
  };

  test('is logged with its traceback, but for the loss of the client in uvicorn', () => {
    expect(effectsOf(raises('uvicorn'), 'log')[0]?.text).toContain('ValueError: boom');
    const quiet = { ...CRASH, type: 'uvicorn.protocols.utils.ClientDisconnected' };
    expect(effectsOf(raises('uvicorn', quiet), 'log')).toEqual([]);
  });

  test('is noticed by daphne at its next look', () => {
    const step = raises('daphne');
    expect(seen(step)).toBe('nothing');
    expect(effectsOf(step, 'start-timer')).toEqual([{ kind: 'start-timer', timer: 'crash-poll', ms: 1_000 }]);
  });

  test('after it has returned changes nothing', () => {
    const step = stepOf('uvicorn', { ...OPEN, app: 'finished' });
    applicationRaised(step, CRASH);
    expect(step.effects).toEqual([]);
  });
});

describe('the loss of TCP', () => {
  test('is told with the code of the server, and before accept with 1006', () => {
    expect(told('uvicorn', OPEN)).toEqual({ type: 'websocket.disconnect', code: 1005 });
    expect(told('uvicorn-legacy', OPEN)).toEqual({ type: 'websocket.disconnect', code: 1006, reason: '' });
    expect(told('uvicorn', {})).toEqual({ type: 'websocket.disconnect', code: 1006 });
  });

  test('tells hypercorn of its own close as 1000, and daphne of its code', () => {
    const closed = { ...OPEN, server: 'closed', ownClose: { code: 4000, reason: 'why' } } as const;
    expect(told('hypercorn', closed)).toEqual({ type: 'websocket.disconnect', code: 1000 });
    expect(told('daphne', closed)).toEqual({ type: 'websocket.disconnect', code: 4000 });
  });

  test('answers the close that waited for the closing handshake', () => {
    const step = stepOf('uvicorn-legacy', { ...OPEN, server: 'closed', blockedClose: 4 });
    lose(step);
    expect(effectsOf(step, 'answer')).toEqual([{ kind: 'answer', call: 4 }]);
  });
});

test('a disconnect message carries of the Close frame what its server passes on', () => {
  const close = { code: 4000, reason: 'why' };
  expect(disconnect('code-and-reason', close)).toEqual({ type: 'websocket.disconnect', code: 4000, reason: 'why' });
  expect(disconnect('code', close)).toEqual({ type: 'websocket.disconnect', code: 4000 });
  expect(disconnect(1006, close)).toEqual({ type: 'websocket.disconnect', code: 1006 });
});
