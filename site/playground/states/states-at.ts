import type { WebSocketState } from '#asgi/events.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import {
  applicationMayReceive,
  SERVER_MACHINES,
  serverSend,
  STARLETTE_ERRORS,
  type ServerState,
} from '#asgi/transitions.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import type { AnyEvent } from '../timeline/causes.ts';
import { refusedSend, shortType, type MachineName } from './machines.ts';

/** Where one machine stands at a moment of a run. */
export interface MachineAt {
  state: string;
  /** The step that this very event took. */
  took: { from: string; to: string } | undefined;
  /** The step that this very event tried, and the exception that came of it. */
  refused: { message: string; exception: string } | undefined;
  /** Why it is in a state to which no message of the handler led. */
  because: string | undefined;
}

export type StatesAt = Record<MachineName, MachineAt>;

const at = (state: string): MachineAt => ({ state, took: undefined, refused: undefined, because: undefined });

/**
 * The three machines of one connection after `events`. The handler's two are
 * as it reported them; the server's follows from what the server took. What
 * was taken and refused is that of `chosen`, the event that is looked at, and
 * an event of the page takes nothing.
 */
export function statesAt(
  events: readonly TimelineEvent[],
  server: ServerProfileName,
  chosen: AnyEvent | undefined = events.at(-1),
): StatesAt {
  const states: StatesAt = {
    client_state: at('CONNECTING'),
    application_state: at('CONNECTING'),
    socket: at('connecting'),
  };
  const forget = (): void => {
    for (const machine of Object.values(states)) {
      machine.took = undefined;
      machine.refused = undefined;
    }
  };
  for (const event of events) {
    forget();
    apply(states, event, server);
  }
  if (events.at(-1) !== chosen) forget();
  return states;
}

function apply(states: StatesAt, event: TimelineEvent, server: ServerProfileName): void {
  switch (event.kind) {
    case 'state':
      move(states.client_state, event.client_state);
      move(states.application_state, event.application_state);
      return;
    case 'asgi-send': {
      if (event.refused !== undefined) {
        states.socket.refused = {
          message: shortType(event.message.type),
          exception: exceptionText(event.refused),
        };
        return;
      }
      // Starlette sends to itself what leaves its state as it was.
      if (event.message.type === 'websocket.send') stay(states.application_state);
      const step = serverSend(SERVER_MACHINES[server], states.socket.state as ServerState, event.message.type);
      if (step !== 'ignored' && step.ok) move(states.socket, step.state, true);
      return;
    }
    case 'asgi-receive':
      if (event.message.type === 'websocket.receive') stay(states.client_state);
      return;
    case 'exception':
      refuse(states, event);
      return;
    case 'http-response':
      if (event.status !== 101 && states.socket.state === 'connecting')
        jump(states.socket, 'refused', `The server answered HTTP ${event.status} by itself.`);
      return;
    case 'frame':
      if (event.opcode === 'close' && states.socket.state === 'open')
        jump(
          states.socket,
          'closed',
          event.direction === 'client-to-server' ? 'The client closed.' : 'The server closed by itself.',
        );
      return;
    case 'tcp-end':
      if (states.socket.state === 'open') jump(states.socket, 'closed', 'TCP ended.');
      return;
    default:
  }
}

/** What Starlette refused never reached the server: only the exception tells of it. */
function refuse(states: StatesAt, event: Extract<TimelineEvent, { kind: 'exception' }>): void {
  const exception = exceptionText(event);
  const sent = refusedSend(states.application_state.state as WebSocketState, event);
  if (sent !== undefined) states.application_state.refused = { message: sent, exception };
  else if (event.message === STARLETTE_ERRORS.notConnected)
    states.application_state.refused = { message: 'receive', exception };
  else if (event.message === applicationMayReceive(states.client_state.state as WebSocketState)?.message)
    states.client_state.refused = { message: 'receive', exception };
}

function move(machine: MachineAt, to: string, even = false): void {
  if (machine.state === to && !even) return;
  machine.took = { from: machine.state, to };
  machine.state = to;
  machine.because = undefined;
}

const stay = (machine: MachineAt): void => move(machine, machine.state, true);

function jump(machine: MachineAt, to: string, because: string): void {
  machine.state = to;
  machine.because = because;
}

const exceptionText = ({ type, message }: { type: string; message: string }): string => `${type}: ${message}`;
