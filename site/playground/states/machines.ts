import { WEBSOCKET_STATES, type RaisedException } from '#asgi/events.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import {
  APPLICATION_RECEIVE,
  applicationReceive,
  applicationSend,
  ASGI_SEND_TYPES,
  SERVER_MACHINES,
  SERVER_STATES,
  serverSend,
  type Step,
} from '#asgi/transitions.ts';

/**
 * The machines of a connection as graphs, made by asking the functions of
 * `asgi/transitions.ts` about every message in every state. Nothing is said
 * here that they do not say.
 */
export interface Machine {
  name: MachineName;
  title: string;
  initial: string;
  states: readonly string[];
  edges: readonly MachineEdge[];
}

export const MACHINE_NAMES = ['client_state', 'application_state', 'socket'] as const;
export type MachineName = (typeof MACHINE_NAMES)[number];

export interface MachineEdge {
  from: string;
  to: string;
  /** Messages that take it, without `websocket.`. */
  messages: string[];
}

export function machineOf(name: MachineName, server: ServerProfileName = 'uvicorn'): Machine {
  if (name === 'client_state') {
    const types = [...new Set(Object.values(APPLICATION_RECEIVE).flatMap((row) => Object.keys(row)))];
    return machine(name, 'what the handler has received', WEBSOCKET_STATES, types, (state, type) => [
      { label: shortType(type), step: applicationReceive(state, type) },
    ]);
  }
  if (name === 'application_state')
    return machine(name, 'what the handler has sent', WEBSOCKET_STATES, ASGI_SEND_TYPES, (state, type) => [
      { label: shortType(type), step: applicationSend(state, type, true) },
      { label: `last ${shortType(type)}`, step: applicationSend(state, type, false) },
    ]);
  const row = SERVER_MACHINES[server];
  return machine(name, `what ${server} has done with it`, SERVER_STATES, ASGI_SEND_TYPES, (state, type) => {
    const step = serverSend(row, state, type);
    return step === 'ignored' ? [] : [{ label: shortType(type), step }];
  });
}

interface Asked<State> {
  label: string;
  step: Step<State>;
}

function machine<State extends string>(
  name: MachineName,
  title: string,
  states: readonly State[],
  types: readonly string[],
  ask: (state: State, type: string) => Asked<State>[],
): Machine {
  const edges: MachineEdge[] = [];
  for (const from of states)
    for (const type of types) {
      const seen = new Set<string>();
      for (const { label, step } of ask(from, type)) {
        // The same step asked twice is one edge: only a denial response tells its last message apart.
        if (!step.ok || seen.has(step.state)) continue;
        seen.add(step.state);
        const known = edges.find((edge) => edge.from === from && edge.to === step.state);
        if (known === undefined) edges.push({ from, to: step.state, messages: [label] });
        else known.messages.push(label);
      }
    }
  const [initial] = states;
  if (initial === undefined) throw new Error('A machine has a first state.');
  return { name, title, initial, states: reachable(initial, states, edges), edges: reachableEdges(initial, edges) };
}

function reachable(initial: string, states: readonly string[], edges: readonly MachineEdge[]): string[] {
  const found = new Set([initial]);
  for (const state of found) for (const { from, to } of edges) if (from === state) found.add(to);
  return states.filter((state) => found.has(state));
}

function reachableEdges(initial: string, edges: readonly MachineEdge[]): MachineEdge[] {
  const states = new Set(reachable(initial, [...new Set(edges.flatMap(({ from, to }) => [from, to]))], edges));
  return edges.filter(({ from }) => states.has(from));
}

export function shortType(type: string): string {
  return type.replace(/^websocket\.(http\.)?/, '');
}

/** Which message Starlette refused in a state, by the text of the exception that it raised. */
export function refusedSend(
  state: (typeof WEBSOCKET_STATES)[number],
  { message }: RaisedException,
): string | undefined {
  const type = ASGI_SEND_TYPES.find((candidate) => {
    const step = applicationSend(state, candidate);
    return !step.ok && step.exception.message === message;
  });
  if (type === undefined) return undefined;
  // Once all is refused, the text is the same for each.
  return state === 'DISCONNECTED' ? 'send' : shortType(type);
}
