import { expect, test } from 'vitest';
import { CLIENT_FAULTS, type ServerProfile } from '#asgi/server-profile.ts';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';

const profiles = SERVER_PROFILE_NAMES.map((name) => serverProfiles[name]);
const each = <Value>(read: (profile: ServerProfile) => Value) =>
  Object.fromEntries(profiles.map((profile) => [profile.name, read(profile)]));

/** `[status phrase]`, or what there is instead. */
const line = (response: ServerProfile['returnedEarly']) =>
  response === null ? 'no answer' : `${response.status} ${response.phrase}`.trim();

test('each profile stands under its own name and says which version was measured', () => {
  for (const name of SERVER_PROFILE_NAMES) {
    expect(serverProfiles[name].name).toBe(name);
    expect(serverProfiles[name].version).toMatch(/^\d+\.\d+\.\d+$/);
  }
});

test('a close before accept is a 403 everywhere', () => {
  expect(each(({ refusal }) => line(refusal))).toEqual({
    uvicorn: '403 Forbidden',
    'uvicorn-wsproto': '403',
    'uvicorn-legacy': '403 Forbidden',
    hypercorn: '403',
    daphne: '403 Access denied',
  });
});

test('a handler that returns without an answer gets a 500 but of daphne, which leaves the client to wait', () => {
  expect(each(({ returnedEarly }) => line(returnedEarly).slice(0, 9))).toEqual({
    uvicorn: '500 Inter',
    'uvicorn-wsproto': '500',
    'uvicorn-legacy': '500 Inter',
    hypercorn: '500',
    daphne: 'no answer',
  });
});

test('only hypercorn and daphne tell an exception with 1011', () => {
  expect(each(({ onRaise: { close } }) => (close === 'none' ? 'none' : close.code))).toEqual({
    uvicorn: 'none',
    'uvicorn-wsproto': 'none',
    'uvicorn-legacy': 'none',
    hypercorn: 1011,
    daphne: 1011,
  });
});

test('a client that vanishes is 1005 in the uvicorn of today and 1006 elsewhere', () => {
  expect(each(({ lostCode }) => lostCode.open)).toEqual({
    uvicorn: 1005,
    'uvicorn-wsproto': 1005,
    'uvicorn-legacy': 1006,
    hypercorn: 1006,
    daphne: 1006,
  });
});

test('every server but daphne offers a response of the application', () => {
  expect(profiles.filter(({ scope }) => !scope.denialResponse).map(({ name }) => name)).toEqual(['daphne']);
});

test('only daphne gives up an upgrade that is never answered, after five seconds', () => {
  expect(
    profiles.flatMap(({ name, handshakeTimeout }) => (handshakeTimeout ? [[name, handshakeTimeout.ms]] : [])),
  ).toEqual([['daphne', 5_000]]);
});

/** RFC 6455 sections 7.4.1 and 8.1. */
test('a fault of the client has the code of the standard wherever a Close frame tells of it', () => {
  const codes = {
    'invalid-utf8': 1007,
    'invalid-close-reason': 1007,
    'message-too-big': 1009,
    'too-many-fragments': 1008,
  };
  for (const { faults } of profiles) {
    for (const fault of CLIENT_FAULTS) {
      const { close } = faults[fault];
      if (close !== 'none')
        expect([fault, close.code]).toEqual([fault, { ...codes }[fault as keyof typeof codes] ?? 1002]);
    }
  }
});

/** RFC 6455 section 5.5: two of 125 bytes are the code. */
test('no Close frame of a server is longer than a control frame may be', () => {
  for (const { onReturn, onRaise, keepalive, faults } of profiles) {
    const ends = [onReturn, onRaise, keepalive?.onTimeout, ...Object.values(faults)];
    for (const end of ends) {
      if (end && end.close !== 'none') expect(Buffer.byteLength(end.close.reason)).toBeLessThanOrEqual(123);
    }
  }
});
