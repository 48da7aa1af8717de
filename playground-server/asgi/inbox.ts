// Runs in the browser and on the server. No DOM, no node: imports.
import type { ConnectionStep } from './connection-state.ts';
import { change } from './connection-state.ts';
import type { AsgiReceiveMessage } from './events.ts';

/** Puts messages before the application, and stops reading when it falls behind. */
export function tell(step: ConnectionStep, ...messages: AsgiReceiveMessage[]): void {
  const { inbox, inboxAt, disconnectTold } = step.state;
  change(step, {
    inbox: inboxAt === inbox.length ? messages : [...inbox, ...messages],
    inboxAt: inboxAt === inbox.length ? 0 : inboxAt,
    disconnectTold: disconnectTold || messages.some(({ type }) => type === 'websocket.disconnect'),
  });
  pumpReceives(step);
}

/** Gives each waiting `receive()` what there is for it. */
export function pumpReceives(step: ConnectionStep): void {
  for (;;) {
    const [receive, ...others] = step.state.receives;
    const message = receive === undefined ? undefined : nextMessage(step);
    if (receive === undefined || message === undefined) break;
    change(step, { receives: others, hasTaken: step.state.hasTaken || message.type === 'websocket.receive' });
    step.effects.push({ kind: 'deliver', call: receive.call, message, line: receive.line });
    if (message.type === 'websocket.disconnect') afterDisconnectRead(step);
  }
  setReading(step);
}

function nextMessage(step: ConnectionStep): AsgiReceiveMessage | undefined {
  const { facts, server, socket, accepted, inbox, inboxAt } = step.state;
  const { repeatedDisconnect, lostCode } = facts.profile;
  if (repeatedDisconnect !== null) {
    // A handshake that never came about has a code of its own.
    if (socket === 'lost' && !accepted) return { type: 'websocket.disconnect', code: lostCode.connecting };
    if (server === 'closed') return { type: 'websocket.disconnect', code: repeatedDisconnect };
  }
  const message = inbox[inboxAt];
  if (message !== undefined) change(step, { inboxAt: inboxAt + 1 });
  return message;
}

function afterDisconnectRead(step: ConnectionStep): void {
  const { facts, server } = step.state;
  if (facts.profile.repeatedDisconnect !== null && server === 'open') change(step, { server: 'closed' });
}

/**
 * The application has closed over messages that it did not take, and its
 * server has no room for more. In hypercorn an application that takes one and
 * closes has made the room that the end needs.
 */
export function isBehindFullQueue(step: ConnectionStep): boolean {
  const { facts, server, hasTaken } = step.state;
  const { behindFullQueue } = facts.profile.ownClose;
  if (server !== 'closed' || behindFullQueue === 'everything') return false;
  if (behindFullQueue === 'nothing' && hasTaken) return false;
  const { unread, limit } = queueOf(step);
  return unread >= limit;
}

function queueOf(step: ConnectionStep): { unread: number; limit: number } {
  const { facts, inbox, inboxAt } = step.state;
  return { unread: inbox.length - inboxAt, limit: Math.min(facts.maxUnreadMessages, facts.profile.readAhead) };
}

function setReading(step: ConnectionStep): void {
  const { socket, server, reading } = step.state;
  if (socket !== 'open' || server === 'closed') return;
  const { unread, limit } = queueOf(step);
  if (reading && unreadMessages(step) >= limit) {
    change(step, { reading: false });
    step.effects.push({ kind: 'pause-reading' });
  } else if (!reading && unread === 0) {
    change(step, { reading: true });
    step.effects.push({ kind: 'resume-reading' });
  }
}

/** Without a disconnect among them, which no client has sent. */
function unreadMessages({ state: { inbox, inboxAt } }: ConnectionStep): number {
  return inbox.slice(inboxAt).filter(({ type }) => type === 'websocket.receive').length;
}
