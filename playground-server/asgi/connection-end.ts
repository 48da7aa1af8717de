// Runs in the browser and on the server. No DOM, no node: imports.
import { serverClosePayload } from './close-frame.ts';
import type { ConnectionStep } from './connection-state.ts';
import { change, log } from './connection-state.ts';
import type { AsgiReceiveMessage } from './events.ts';
import { respond, writeDenial } from './http-answer.ts';
import { isBehindFullQueue, pumpReceives, tell } from './inbox.ts';
import type { DisconnectContent, ServerEnd, TcpEnd } from './server-profile.ts';

/**
 * Python's asyncio tells the loss of TCP one turn of the loop after it ended
 * TCP, so what the application does at once still meets a connection that is
 * closing. A turn of a sandboxed handler takes a few milliseconds; this is
 * enough for one on a busy machine, and less than a pause anybody writes.
 */
export const LOSS_DELAY_MS = 50;

/** Ends TCP from this side. The loss is told when it is seen, or after `LOSS_DELAY_MS`. */
export function endTcp(step: ConnectionStep, how: TcpEnd): void {
  if (step.state.socket !== 'open') return;
  stopTimers(step);
  change(step, { socket: 'closing' });
  step.effects.push({ kind: 'end-tcp', how }, { kind: 'start-timer', timer: 'lost', ms: LOSS_DELAY_MS });
  resumeReading(step);
}

/** A closed connection is read to its end, so that the client's Close and FIN are seen. */
export function resumeReading(step: ConnectionStep): void {
  if (step.state.reading) return;
  change(step, { reading: true });
  step.effects.push({ kind: 'resume-reading' });
}

function stopTimers(step: ConnectionStep): void {
  for (const timer of ['handshake', 'close-echo', 'ping', 'pong'] as const) {
    step.effects.push({ kind: 'stop-timer', timer });
  }
}

/** TCP is gone. */
export function lose(step: ConnectionStep): void {
  if (step.state.socket === 'lost') return;
  const { profile } = step.state.facts;
  stopTimers(step);
  step.effects.push({ kind: 'stop-timer', timer: 'lost' });
  change(step, { socket: 'lost' });
  tellLoss(step);
  const { blockedClose } = step.state;
  if (blockedClose !== undefined) {
    change(step, { blockedClose: undefined });
    step.effects.push({ kind: 'answer', call: blockedClose });
  }
  if (profile.log.lost !== undefined) log(step, 'lost');
  pumpReceives(step);
}

function tellLoss(step: ConnectionStep): void {
  const { facts, server, ownClose, disconnectTold } = step.state;
  const { profile } = facts;
  if (disconnectTold && !profile.lostIsToldAgain) return;
  if (profile.ownClose.disconnectWhen === 'tcp-gone') {
    if (ownClose !== undefined) return tell(step, disconnect(profile.ownClose.disconnect, ownClose));
    // hypercorn counts its own 403 as a normal end.
    if (server === 'refused' && typeof profile.ownClose.disconnect === 'number') {
      return tell(step, { type: 'websocket.disconnect', code: profile.ownClose.disconnect });
    }
  }
  const code = server === 'connecting' ? profile.lostCode.connecting : profile.lostCode.open;
  tell(step, {
    type: 'websocket.disconnect',
    code,
    ...(profile.lostReason !== null && server !== 'connecting' && { reason: profile.lostReason }),
  });
}

/** The disconnect message about a Close frame. */
export function disconnect(
  content: DisconnectContent,
  close: { code: number | null; reason: string },
): AsgiReceiveMessage {
  if (typeof content === 'number') return { type: 'websocket.disconnect', code: content };
  if (content === 'code') return { type: 'websocket.disconnect', code: close.code };
  return { type: 'websocket.disconnect', code: close.code, reason: close.reason };
}

/** Ends an accepted connection from the server's side: its own Close frame or none, then TCP. */
export function endAsServer(step: ConnectionStep, end: ServerEnd): void {
  if (step.state.socket !== 'open') return;
  const awaitsEcho = end.close !== 'none' && end.tcp === 'rst';
  if (end.close !== 'none') {
    const { code, reason } = end.close;
    step.effects.push({ kind: 'frame', opcode: 'close', payload: serverClosePayload(code, reason) });
    change(step, { server: 'closed', ownClose: { code, reason } });
  }
  // A reset would overtake the Close frame, so it waits for the echo like after the application's close.
  if (!awaitsEcho && !endIsStuck(step)) return endTcp(step, end.tcp);
  startEchoTimer(step);
}

export function startEchoTimer(step: ConnectionStep): void {
  const { echoTimeoutMs } = step.state.facts.profile.ownClose;
  for (const timer of ['ping', 'pong'] as const) step.effects.push({ kind: 'stop-timer', timer });
  if (echoTimeoutMs !== null) step.effects.push({ kind: 'start-timer', timer: 'close-echo', ms: echoTimeoutMs });
  resumeReading(step);
}

export function applicationReturned(step: ConnectionStep, value?: string): void {
  if (step.state.app !== 'running') return;
  change(step, { app: 'finished', held: [] });
  const { server, failedAccept } = step.state;
  const { returnedEarly, onReturn, onReturnedValue } = step.state.facts.profile;
  if (failedAccept) return endTcp(step, 'fin');
  if (isBeforeHandshake(step)) log(step, 'returned-early');
  else if (value !== undefined) log(step, 'returned-value', { value });
  if (server === 'connecting') {
    if (returnedEarly !== null) answerEarly(step, returnedEarly);
    return;
  }
  if (server !== 'open') return finishAfterAnswer(step);
  const end = value === undefined ? onReturn : onReturnedValue;
  if (end !== null) endAsServer(step, end);
}

/** Whether the server still waits for the handshake to be answered. */
function isBeforeHandshake({ state: { facts, server, socket, accepted } }: ConnectionStep): boolean {
  const { lossEndsHandshake, denial } = facts.profile;
  if (socket === 'lost' && lossEndsHandshake) return false;
  if (server === 'connecting') return true;
  if (server === 'open') return !accepted;
  return (server === 'responding' || server === 'responded') && !denial.completesHandshake;
}

export function applicationRaised(
  step: ConnectionStep,
  crash: { type: string; message: string; traceback: string },
): void {
  if (step.state.app !== 'running') return;
  const { profile } = step.state.facts;
  change(step, { app: 'crashed', crash, held: [] });
  if (profile.ignoredExceptions.includes(crash.type)) return;
  if (profile.crashPollMs === 0) return handleCrash(step);
  step.effects.push({ kind: 'start-timer', timer: 'crash-poll', ms: profile.crashPollMs });
}

/** The server notices that the application has crashed. */
export function handleCrash(step: ConnectionStep): void {
  const { facts, server, crash, failedAccept, neverAnswers } = step.state;
  const { profile } = facts;
  if (crash === undefined) return;
  if (!profile.quietExceptions.includes(crash.type)) log(step, 'raised', crash);
  if (neverAnswers) return;
  if (failedAccept) return endTcp(step, 'fin');
  if (server === 'connecting') {
    if (profile.raisedEarly === null) return endTcp(step, 'fin');
    return answerEarly(step, profile.raisedEarly);
  }
  if (server === 'open') return endAsServer(step, profile.onRaise);
  finishAfterAnswer(step);
}

/** The application is done with a connection that it has closed, refused or begun to answer. */
function finishAfterAnswer(step: ConnectionStep): void {
  const { facts, server, socket, ownClose, denial } = step.state;
  const { profile } = facts;
  if (server === 'responding') {
    const isKept = denial !== undefined && !denial.headWritten && socket === 'open';
    if (profile.denial.abandoned === 'sent' && isKept) writeDenial(step);
    return endTcp(step, 'fin');
  }
  const closeFailed = server === 'closed' && ownClose === undefined;
  if (closeFailed || (profile.ownClose.endsOnFinish && !endIsStuck(step))) endTcp(step, 'fin');
}

/** The end of TCP waits with the messages that nobody takes any more. */
export function endIsStuck(step: ConnectionStep): boolean {
  return isBehindFullQueue(step) && step.state.facts.profile.ownClose.behindFullQueue === 'nothing';
}

function answerEarly(step: ConnectionStep, response: Parameters<typeof respond>[1]): void {
  if (step.state.socket !== 'open') return;
  respond(step, response);
  log(step, 'failed-early', { status: String(response.status), phrase: response.phrase });
  endTcp(step, 'fin');
}
