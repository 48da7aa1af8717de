import { describe, expect, test } from 'vitest';
import { APPLICATION_SEND, SERVER_MACHINES } from '#asgi/transitions.ts';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { machineOf } from '#site/playground/states/machines.ts';
import { statesAt } from '#site/playground/states/states-at.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { answer, closeFrame, raises, recorded, request, sends, switching } from '#tests/helpers/recorded-connection.ts';

const state = (client_state: string, application_state: string) =>
  ({ actor: 'handler', kind: 'state', client_state, application_state }) as Parameters<typeof recorded>[0][number];
const events = (...entries: Parameters<typeof recorded>[0]): readonly TimelineEvent[] => recorded(entries).server;
const ACCEPTED = [request(), state('CONNECTED', 'CONNECTED'), sends('accept'), switching];

describe('a machine', () => {
  test('has an edge for each step of the table, and the one that ends a denial response', () => {
    const steps = machineOf('application_state').edges.flatMap(({ from, to, messages }) =>
      messages.map((message) => `${from} ${message} ${to}`),
    );
    for (const [from, row] of Object.entries(APPLICATION_SEND))
      for (const [type, to] of Object.entries(row))
        expect(steps).toContain(`${from} ${type.replace(/^websocket\.(http\.)?/, '')} ${to}`);
    expect(steps).toContain('RESPONSE last response.body DISCONNECTED');
  });

  test('leaves out what cannot be reached', () => {
    expect(machineOf('client_state').states).toEqual(['CONNECTING', 'CONNECTED', 'DISCONNECTED']);
  });

  test.each(SERVER_PROFILE_NAMES)('of %s takes what its table takes', (server) => {
    const { edges } = machineOf('socket', server);
    const taken = Object.keys(SERVER_MACHINES[server].open.takes).length;
    expect(edges.filter(({ from }) => from === 'open').flatMap(({ messages }) => messages)).toHaveLength(taken);
  });
});

describe('at an event', () => {
  test('the handler stands where it reported to stand, and the server where the message led', () => {
    const states = statesAt(events(...ACCEPTED.slice(0, 3)), 'uvicorn');
    expect(states.client_state.state).toBe('CONNECTED');
    expect(states.socket).toMatchObject({ state: 'open', took: { from: 'connecting', to: 'open' } });
  });

  test('what Starlette refused is on the edge of its machine, with the exact text', () => {
    const message = 'Expected ASGI message "websocket.send" or "websocket.close", but got \'websocket.accept\'';
    const states = statesAt(events(...ACCEPTED, raises('RuntimeError', message)), 'uvicorn');
    expect(states.application_state).toMatchObject({
      state: 'CONNECTED',
      refused: { message: 'accept', exception: `RuntimeError: ${message}` },
    });
    expect(states.socket.refused).toBeUndefined();
  });

  test('what the server refused is on the edge of its machine', () => {
    const refused = { type: 'websockets.exceptions.ProtocolError', message: 'invalid status code' };
    const states = statesAt(events(...ACCEPTED, sends('close', { code: 1006 }, { refused })), 'uvicorn');
    expect(states.socket).toMatchObject({
      state: 'open',
      refused: { message: 'close', exception: 'websockets.exceptions.ProtocolError: invalid status code' },
    });
  });

  test('an end that no message of the handler led to says where it came from', () => {
    expect(statesAt(events(...ACCEPTED, closeFrame('in', 1000)), 'uvicorn').socket).toMatchObject({
      state: 'closed',
      because: 'The client closed.',
    });
    expect(statesAt(events(request(), answer(500, '')), 'uvicorn').socket.because).toBe(
      'The server answered HTTP 500 by itself.',
    );
  });

  test('an event of the page takes no edge', () => {
    const all = events(...ACCEPTED.slice(0, 3));
    const { browser } = recorded([{ kind: 'open', protocol: '' }]);
    expect(statesAt(all, 'uvicorn', browser[0]).socket.took).toBeUndefined();
  });
});
