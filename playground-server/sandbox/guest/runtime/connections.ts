// Runs inside the sandbox. No DOM, no node: imports.
import { ANSWERED_AHEAD, isNeverRefused, type OpeningConnection } from '#asgi/answered-ahead.ts';
import type { AsgiReceiveMessage, AsgiScope, RaisedException } from '#asgi/events.ts';
import { serve } from '../playground/app.ts';
import type { ReceiveMessage, Scope, SendMessage } from '../playground/asgi.ts';
import { asgiPair, type Channel } from '../playground/channel.ts';
import { emptyRecord, IntrinsicPromise, promiseThen, stringSlice } from '../playground/intrinsics.ts';
import { captureCallSite, withoutLibraryFrames, type CallSite } from '../playground/source-position.ts';
import { fromHostMessage, toError, toHostMessage } from './asgi-values.ts';
import { describeException, isOutOfMemory } from './exception-report.ts';
import { formatArguments } from './format-value.ts';
import { post } from './host.ts';
import { connectionOfThisTurn, enterConnection, postMessage } from './messages.ts';

interface PendingCall {
  resolve(value: unknown): void;
  reject(error: Error): void;
  site: CallSite;
  /** Whose program waits: a broadcast sends on the connections of others. */
  caller: number | undefined;
}

const pendingCalls = emptyRecord<PendingCall>();
let lastCall = 0;

const MAX_VALUE_LENGTH = 200;

/** The connection that the present turn has opened, until it is sent what a server might refuse. */
let opening: ({ connection: number } & OpeningConnection) | undefined;

export function beginTurn(): void {
  opening = undefined;
}

/** Runs the application for a new connection. */
export function openConnection(connection: number, scope: AsgiScope, closeReturns: boolean): void {
  enterConnection(connection);
  opening = { connection, isAccepted: false, closeReturns };
  const { receive, send } = asgiPair(channelTo(connection));
  promiseThen(
    serve(scope as Scope, receive, send),
    (value: unknown) => postMessage({ type: 'returned', connection, ...returned(value) }),
    (error: unknown) => {
      const exception = describeException(error);
      postMessage({ type: 'raised', connection, exception });
      if (isOutOfMemory(exception)) post('exhausted', '');
    },
  );
}

function returned(value: unknown): { value?: string } {
  return value === undefined || value === null
    ? {}
    : { value: stringSlice(formatArguments([value]), 0, MAX_VALUE_LENGTH) };
}

function channelTo(connection: number): Channel {
  let hasReceivedConnect = false;
  const takesConnect = (site: CallSite): boolean => {
    if (hasReceivedConnect) return false;
    hasReceivedConnect = true;
    postMessage({ type: 'receive', connection, call: ANSWERED_AHEAD, ...lineOf(site) });
    return true;
  };
  return {
    takesConnect,
    receive(site = captureCallSite()) {
      if (takesConnect(site)) return IntrinsicPromise.resolve<ReceiveMessage>({ type: 'websocket.connect' });
      return pend(site, (call) =>
        postMessage({ type: 'receive', connection, call, ...lineOf(site) }),
      ) as Promise<ReceiveMessage>;
    },
    async send(message: SendMessage, site = captureCallSite()) {
      const sent = toHostMessage(message);
      if (isAnsweredAhead(connection, sent)) {
        return postMessage({ type: 'send', connection, call: ANSWERED_AHEAD, message: sent, ...lineOf(site) });
      }
      await pend(site, (call) => postMessage({ type: 'send', connection, call, message: sent, ...lineOf(site) }));
    },
    reportStates(client_state, application_state) {
      postMessage({ type: 'state', connection, client_state, application_state });
    },
  };
}

function isAnsweredAhead(connection: number, message: SendMessage): boolean {
  const opened = opening;
  if (opened?.connection !== connection) return false;
  const isAhead = isNeverRefused(message, opened);
  opening = isAhead && message.type === 'websocket.accept' ? { ...opened, isAccepted: true } : undefined;
  return isAhead;
}

function lineOf(site: CallSite): { line?: number } {
  return site.line === undefined ? {} : { line: site.line };
}

function pend(site: CallSite, ask: (call: number) => void): Promise<unknown> {
  return new IntrinsicPromise((resolve, reject) => {
    const call = (lastCall += 1);
    pendingCalls[call] = { resolve, reject, site, caller: connectionOfThisTurn() };
    ask(call);
  });
}

export function settleReceive(call: number, message: AsgiReceiveMessage): void {
  takeCall(call)?.resolve(fromHostMessage(message));
}

export function settleSend(call: number): void {
  takeCall(call)?.resolve(undefined);
}

export function settleRefusal(call: number, exception: RaisedException): void {
  const pending = takeCall(call);
  if (pending === undefined) return;
  const error = toError(exception);
  error.stack = withoutLibraryFrames(pending.site.stack);
  pending.reject(error);
}

function takeCall(call: number): PendingCall | undefined {
  const pending = pendingCalls[call];
  delete pendingCalls[call];
  if (pending !== undefined) enterConnection(pending.caller);
  return pending;
}
