// Runs in the browser and on the server. No DOM, no node: imports.
import { applicationClosePayload } from './close-frame.ts';
import { disconnect, endTcp, startEchoTimer } from './connection-end.ts';
import type { ConnectionStep, PendingSend } from './connection-state.ts';
import { change, log } from './connection-state.ts';
import type { AsgiSendMessage, RaisedException } from './events.ts';
import { acceptHeaders, continueDenial, respond, startDenial } from './http-answer.ts';
import { pumpReceives, tell } from './inbox.ts';
import { encodeUtf8, pythonNumber, pythonRepr, pythonType } from './python-values.ts';
import type { LateAnswers } from './server-profile.ts';
import { statusPhrase } from './status-phrases.ts';
import type { AsgiSendType, ServerState } from './transitions.ts';
import { serverSend } from './transitions.ts';

/** What `send()` does for the application: it returns, raises, or returns later. */
type Outcome = 'returns' | 'blocks' | RaisedException;

/** One message of the application, once the socket takes bytes. */
export function applicationSends(step: ConnectionStep, { call, message, line }: PendingSend): void {
  const at = step.effects.length;
  const outcome = take(step, message);
  const refused = typeof outcome === 'string' ? undefined : outcome;
  // On the timeline the message comes before the bytes it caused.
  step.effects.splice(at, 0, { kind: 'app-sent', message, line, refused });
  if (refused !== undefined) step.effects.push({ kind: 'refuse', call, exception: refused });
  else if (outcome === 'returns') step.effects.push({ kind: 'answer', call });
  else change(step, { blockedClose: call });
  pumpReceives(step);
}

function take(step: ConnectionStep, message: AsgiSendMessage): Outcome {
  const late = lateAnswer(step, message);
  if (late === 'silent') return 'returns';
  if (late !== 'machine') return late;
  const { facts, server, app } = step.state;
  const isClosed = app === 'finished' && facts.profile.returnClosesSends;
  const next = serverSend(facts.profile.machine, isClosed ? 'closed' : server, message.type);
  if (next === 'ignored') return 'returns';
  if (!next.ok) return next.exception;
  return ACTIONS[message.type as AsgiSendType](step, message, next.state);
}

/** What the loss of the client makes of a message; `machine` when the server does not look at that. */
function lateAnswer(step: ConnectionStep, message: AsgiSendMessage): LateAnswers['send'] {
  const late = lateRow(step);
  if (late === undefined) return 'machine';
  if (message.type === 'websocket.close') return late.close;
  if (message.type !== 'websocket.send') return late.other;
  // uvicorn gives nothing to its codec when there is nothing to send, so nothing finds out that the client has closed.
  const { emptySend } = step.state.facts.profile;
  const isEmpty = (message.bytes ?? message.text ?? null) === null;
  return step.state.socket === 'closing' && isEmpty && emptySend === 'silent' ? 'silent' : late.send;
}

function lateRow(step: ConnectionStep): LateAnswers | undefined {
  const { facts, socket, server, accepted, failedAccept, clientClosed } = step.state;
  const { late } = facts.profile;
  if (socket === 'lost') {
    if (server === 'connecting') return late.lostBeforeAccept;
    if (server === 'open') return accepted || failedAccept ? late.lost : late.acceptedAfterLoss;
    return late.lostAfterClose;
  }
  if (failedAccept) return late.failedAccept;
  if (socket === 'closing' && clientClosed && server === 'open') return late.closing;
  return undefined;
}

const ACTIONS: Record<AsgiSendType, (step: ConnectionStep, message: AsgiSendMessage, next: ServerState) => Outcome> = {
  'websocket.accept': accept,
  'websocket.send': send,
  'websocket.close': close,
  'websocket.http.response.start': start,
  'websocket.http.response.body': body,
};

function accept(step: ConnectionStep, message: AsgiSendMessage, next: ServerState): Outcome {
  const { facts, socket } = step.state;
  const { profile } = facts;
  if (socket !== 'open') {
    change(step, { server: next });
    log(step, 'accepting');
    return 'returns';
  }
  const headers = acceptHeaders(step, message);
  if (headers === 'never-answered') {
    change(step, { failedAccept: true, neverAnswers: true });
    return 'returns';
  }
  if (!headers.ok) {
    log(step, 'accepting');
    if (profile.accept.failureIsFinal) change(step, { server: next, failedAccept: true });
    return headers.exception;
  }
  change(step, { server: next, accepted: true });
  step.effects.push(
    { kind: 'stop-timer', timer: 'handshake' },
    { kind: 'write-head', status: 101, phrase: profile.accept.phrase, headers: headers.value },
  );
  log(step, 'accepting');
  log(step, 'accepted');
  const { keepalive } = profile;
  if (keepalive !== null) step.effects.push({ kind: 'start-timer', timer: 'ping', ms: keepalive.intervalMs });
  return 'returns';
}

function send(step: ConnectionStep, message: AsgiSendMessage): Outcome {
  const { profile } = step.state.facts;
  const { bytes, text } = message;
  const isEmpty = (value: unknown) =>
    value === undefined || value === null || (profile.dropsEmptyMessages && value === '');
  if (typeof bytes === 'string' && !isEmpty(bytes)) {
    if (profile.dropsEmptyMessages && !isEmpty(text)) {
      return { type: 'ValueError', message: 'Got invalid WebSocket reply message: contains both bytes and text keys' };
    }
    write(step, { kind: 'frame', opcode: 'binary', base64: bytes });
    return 'returns';
  }
  if (!isEmpty(bytes) && typeof bytes !== 'string') {
    return { type: 'TypeError', message: `a bytes-like object is required, not '${pythonType(bytes)}'` };
  }
  if (isEmpty(text) && profile.emptySend === 'silent') return 'returns';
  if (typeof text !== 'string' && profile.emptySend !== 'silent') {
    const { type, message: complaint } = profile.emptySend;
    return { type, message: complaint.replace('{text}', () => pythonRepr(text)) };
  }
  const encoded = encodeUtf8(text);
  if (!encoded.ok) return encoded.exception;
  write(step, { kind: 'frame', opcode: 'text', text: text as string });
  return 'returns';
}

/** Bytes for a client that is gone go nowhere. */
function write(step: ConnectionStep, effect: ConnectionStep['effects'][number]): void {
  if (step.state.socket === 'open') step.effects.push(effect);
}

function close(step: ConnectionStep, message: AsgiSendMessage, next: ServerState): Outcome {
  if (next === 'refused') return refuse(step);
  const { facts, socket, server } = step.state;
  const { profile } = facts;
  // hypercorn takes a second close and does nothing with it.
  if (server === 'closed') return 'returns';
  if (socket !== 'open') {
    change(step, { server: next });
    return 'returns';
  }
  const told = {
    code: message.code === undefined ? 1000 : (pythonNumber(message.code) ?? null),
    reason: typeof message.reason === 'string' ? message.reason : '',
  };
  const frame = applicationClosePayload(profile, message);
  const { ownClose } = profile;
  if (ownClose.disconnectWhen === 'at-once' && (frame.ok || profile.failedCloseIsTold) && ownClose.send === 'returns') {
    tell(step, disconnect(ownClose.disconnect, told));
  }
  if (!frame.ok) {
    if (profile.failedCloseCounts) change(step, { server: next });
    return frame.exception;
  }
  step.effects.push({ kind: 'frame', opcode: 'close', payload: frame.payload });
  change(step, { server: next, ownClose: told });
  startEchoTimer(step);
  return ownClose.send === 'blocks' ? 'blocks' : 'returns';
}

function refuse(step: ConnectionStep): Outcome {
  const { profile } = step.state.facts;
  change(step, { server: 'refused' });
  const { refusal, refusalDisconnect } = profile;
  const answer = { status: String(refusal.status), phrase: refusal.phrase };
  log(step, 'refusing', answer);
  log(step, 'refused', answer);
  if (refusalDisconnect !== null) tell(step, { type: 'websocket.disconnect', code: refusalDisconnect });
  if (step.state.socket !== 'open') return 'returns';
  respond(step, refusal);
  endTcp(step, 'fin');
  return 'returns';
}

function start(step: ConnectionStep, message: AsgiSendMessage, next: ServerState): Outcome {
  if (step.state.socket !== 'open') return 'returns';
  const started = startDenial(step, message);
  if (!started.ok) {
    // What is written at once has used up the handshake when it cannot be written.
    if (started.isFinal) change(step, { server: next, failedAccept: true });
    return started.exception;
  }
  change(step, { server: next });
  step.effects.push({ kind: 'stop-timer', timer: 'handshake' });
  return 'returns';
}

function body(step: ConnectionStep, message: AsgiSendMessage, next: ServerState): Outcome {
  const { socket, server, facts } = step.state;
  if (socket !== 'open' || server === 'responded' || server === 'refused') return 'returns';
  const taken = continueDenial(step, message);
  if (!taken.ok) {
    if (step.state.denial?.headWritten === true) change(step, { server: 'responding' });
    return taken.exception;
  }
  if (!taken.value.isLast) {
    change(step, { server: 'responding' });
    return 'returns';
  }
  change(step, { server: next });
  const status = step.state.denial?.status ?? 0;
  log(step, 'refused', { status: String(status), phrase: statusPhrase(status) });
  const { refusalDisconnect } = facts.profile;
  if (refusalDisconnect !== null) tell(step, { type: 'websocket.disconnect', code: refusalDisconnect });
  endTcp(step, 'fin');
  return 'returns';
}
