// Runs in the browser and on the server. No DOM, no node: imports.
import { applicationSends } from './application-send.ts';
import { serverClosePayload } from './close-frame.ts';
import {
  applicationRaised,
  applicationReturned,
  disconnect,
  endAsServer,
  endIsStuck,
  endTcp,
  handleCrash,
  lose,
} from './connection-end.ts';
import type {
  ConnectionEffect,
  ConnectionInput,
  ConnectionState,
  ConnectionStep,
  TimerName,
} from './connection-state.ts';
import { change, log } from './connection-state.ts';
import type { AsgiReceiveMessage } from './events.ts';
import { respond } from './http-answer.ts';
import { isBehindFullQueue, pumpReceives, tell } from './inbox.ts';
import type { FaultAnswer } from './server-profile.ts';

/** A socket whose client has left, and whose server would never notice, is kept this long. */
const FORGOTTEN_MS = 10_000;

type Input<Kind extends ConnectionInput['kind']> = Extract<ConnectionInput, { kind: Kind }>;
type Handlers = { [Kind in ConnectionInput['kind']]: (step: ConnectionStep, input: Input<Kind>) => void };

/**
 * One connection of an ASGI server, as a function from a state and what
 * happens to the next state and what is to be done. It knows no socket and no
 * clock: `edge/guest-connection.ts` does what it says and tells it what came.
 */
export function reduceConnection(
  state: ConnectionState,
  input: ConnectionInput,
): { state: ConnectionState; effects: ConnectionEffect[] } {
  const step: ConnectionStep = { state, effects: [] };
  (HANDLERS[input.kind] as (step: ConnectionStep, input: ConnectionInput) => void)(step, input);
  return step;
}

const HANDLERS: Handlers = {
  upgrade(step) {
    log(step, 'connecting');
    const { handshakeTimeout } = step.state.facts.profile;
    if (handshakeTimeout !== null) {
      step.effects.push({ kind: 'start-timer', timer: 'handshake', ms: handshakeTimeout.ms });
    }
  },

  'app-receive'(step, { call, line }) {
    change(step, { receives: [...step.state.receives, { call, line }] });
    pumpReceives(step);
  },

  'app-abandon'(step, { call }) {
    const receives = step.state.receives.filter((receive) => receive.call !== call);
    // Its message may be on the way already.
    if (receives.length === step.state.receives.length) return;
    change(step, { receives });
    step.effects.push({ kind: 'answer', call });
  },

  'app-send'(step, { call, message, line }) {
    const { writable, socket, held } = step.state;
    if (!writable && socket === 'open') return change(step, { held: [...held, { call, message, line }] });
    applicationSends(step, { call, message, line });
  },

  'app-returned': (step, { value }) => applicationReturned(step, value),
  'app-raised': (step, { type, message, traceback }) => applicationRaised(step, { type, message, traceback }),

  'client-messages'(step, { messages }) {
    const { facts, socket, server } = step.state;
    const { behindFullQueue } = facts.profile.ownClose;
    if (socket !== 'open' || (server === 'closed' && behindFullQueue === 'everything')) return;
    if (isBehindFullQueue(step)) return;
    const isBoth = facts.profile.receiveKeys === 'both';
    tell(
      step,
      ...messages.map((message): AsgiReceiveMessage => {
        if (!isBoth) return { type: 'websocket.receive', ...message };
        return { type: 'websocket.receive', bytes: null, text: null, ...message };
      }),
    );
  },

  'client-ping'(step, { payload }) {
    const { socket, accepted, writable } = step.state;
    // Who reads nothing reads no pongs, and they would pile up.
    if (socket === 'open' && accepted && writable) step.effects.push({ kind: 'frame', opcode: 'pong', payload });
  },

  'client-pong'(step) {
    const { keepalive } = step.state.facts.profile;
    if (!step.state.pingUnanswered || keepalive === null) return;
    change(step, { pingUnanswered: false });
    step.effects.push(
      { kind: 'stop-timer', timer: 'pong' },
      { kind: 'start-timer', timer: 'ping', ms: keepalive.intervalMs },
    );
  },

  'client-close'(step, { code, reason, payload, withinMessage = false }) {
    const { facts, socket, server, accepted } = step.state;
    const { clientClose, ownClose } = facts.profile;
    if (socket !== 'open' || isBehindFullQueue(step)) return;
    if (withinMessage && clientClose.withinMessage !== null) return breakProtocol(step, clientClose.withinMessage);
    change(step, { clientClosed: true });
    if (server === 'closed' && step.state.ownClose !== undefined) return closingHandshakeEnds(step, ownClose.afterEcho);
    if (accepted) {
      const echo = clientClose.echo === 'same' ? payload : serverClosePayload(clientClose.echo, '');
      step.effects.push({ kind: 'frame', opcode: 'close', payload: echo });
    }
    // A Close frame without a code is 1005 to most servers; daphne passes on that there was none.
    const told = clientClose.disconnect === 'code' ? code : (code ?? 1005);
    tell(step, disconnect(clientClose.disconnect, { code: told, reason }));
    endTcp(step, 'fin');
  },

  'client-fault'(step, { fault, size, limit, complaint }) {
    if (step.state.socket !== 'open') return;
    const values: Record<string, string> = { size, limit: String(limit), complaint };
    const fill = (text: string) => text.replace(/<(\w+)>/g, (mark, name: string) => values[name] ?? mark);
    breakProtocol(step, step.state.facts.profile.faults[fault], fill);
  },

  'client-end'(step) {
    if (step.state.socket !== 'open') return;
    if (endIsStuck(step)) {
      // hypercorn keeps such a socket for good. Nobody sees the difference any more.
      step.effects.push({ kind: 'start-timer', timer: 'close-echo', ms: FORGOTTEN_MS });
      return;
    }
    endTcp(step, 'fin');
    // What the application does next already meets a lost client: it was told nothing that it could answer at once.
    lose(step);
    releaseHeld(step);
  },

  'tcp-gone'(step) {
    const { socket, app } = step.state;
    // After a closing handshake the loss waits for its timer, as long as the application could notice.
    if (socket === 'closing' && app === 'running') return;
    lose(step);
    releaseHeld(step);
  },

  'write-blocked': (step) => change(step, { writable: false }),

  drained(step) {
    change(step, { writable: true });
    releaseHeld(step);
  },

  timer: (step, { timer }) => TIMER_HANDLERS[timer](step),

  'run-ends'(step, { code, reason }) {
    const { socket, server, accepted } = step.state;
    change(step, { app: 'finished', receives: [], held: [], blockedClose: undefined });
    if (socket !== 'open') return;
    if (accepted && server !== 'closed') {
      endAsServer(step, { close: { code, reason }, tcp: 'fin' });
    } else if (server === 'connecting' || (server === 'responding' && step.state.denial?.headWritten !== true)) {
      respond(step, unavailable(reason));
    }
    endTcp(step, 'fin');
  },
};

const TIMER_HANDLERS: Record<TimerName, (step: ConnectionStep) => void> = {
  handshake(step) {
    const { facts, server } = step.state;
    if (server === 'connecting' && facts.profile.handshakeTimeout !== null) {
      endTcp(step, facts.profile.handshakeTimeout.tcp);
    }
  },
  'close-echo': (step) => closingHandshakeEnds(step, step.state.facts.profile.ownClose.afterTimeout),
  'crash-poll': handleCrash,
  lost(step) {
    lose(step);
    releaseHeld(step);
  },
  ping(step) {
    const { facts, socket, accepted, server } = step.state;
    const { keepalive } = facts.profile;
    if (keepalive === null || socket !== 'open' || !accepted || server === 'closed') return;
    change(step, { pingUnanswered: true });
    step.effects.push(
      { kind: 'ping', bytes: keepalive.payloadBytes },
      { kind: 'start-timer', timer: 'pong', ms: keepalive.timeoutMs },
    );
  },
  pong(step) {
    const { facts, socket, pingUnanswered, server } = step.state;
    if (facts.profile.keepalive === null || socket !== 'open' || !pingUnanswered || server === 'closed') return;
    const { close, tcp } = facts.profile.keepalive.onTimeout;
    if (close !== 'none') {
      step.effects.push({ kind: 'frame', opcode: 'close', payload: serverClosePayload(close.code, close.reason) });
    }
    endTcp(step, tcp);
    lose(step);
    releaseHeld(step);
  },
};

/** The client has broken the protocol. `fill` puts values into the texts of the answer. */
function breakProtocol(step: ConnectionStep, fault: FaultAnswer, fill = (text: string): string => text): void {
  const { accepted, server } = step.state;
  const { close, tcp, disconnect: told } = fault;
  if (server !== 'closed') {
    tell(step, {
      type: 'websocket.disconnect',
      code: told.code,
      ...(told.reason !== undefined && { reason: fill(told.reason) }),
    });
  }
  const answer =
    close === 'none' || !accepted || server === 'closed' ? 'none' : { ...close, reason: fill(close.reason) };
  if (answer !== 'none') {
    step.effects.push({ kind: 'frame', opcode: 'close', payload: serverClosePayload(answer.code, answer.reason) });
    change(step, { server: 'closed', ownClose: answer });
  }
  endTcp(step, tcp);
}

/** The client has echoed the server's Close frame, or has had its time to. */
function closingHandshakeEnds(step: ConnectionStep, tcp: 'fin' | 'rst'): void {
  const { blockedClose } = step.state;
  endTcp(step, tcp);
  if (blockedClose === undefined) return;
  change(step, { blockedClose: undefined });
  step.effects.push({ kind: 'answer', call: blockedClose });
}

function releaseHeld(step: ConnectionStep): void {
  while (step.state.held.length > 0 && (step.state.writable || step.state.socket !== 'open')) {
    const [first, ...others] = step.state.held;
    change(step, { held: others });
    if (first !== undefined) applicationSends(step, first);
  }
}

function unavailable(sentence: string) {
  return {
    status: 503,
    phrase: 'Service Unavailable',
    headers: [
      ['Connection', 'close'],
      ['Content-Length', '<length>'],
      ['Content-Type', 'text/plain; charset=utf-8'],
    ],
    body: sentence,
  } as const;
}
