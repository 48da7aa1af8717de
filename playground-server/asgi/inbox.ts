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
    change(step, { receives: others });
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

function setReading(step: ConnectionStep): void {
  const { facts, socket, server, inbox, inboxAt, reading } = step.state;
  if (socket !== 'open' || server === 'closed') return;
  const unread = inbox.length - inboxAt;
  const limit = Math.min(facts.maxUnreadMessages, facts.profile.readAhead);
  if (reading && unread >= limit) {
    change(step, { reading: false });
    step.effects.push({ kind: 'pause-reading' });
  } else if (!reading && unread === 0) {
    change(step, { reading: true });
    step.effects.push({ kind: 'resume-reading' });
  }
}
