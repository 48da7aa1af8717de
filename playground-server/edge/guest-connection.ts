import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { reduceConnection } from '#asgi/connection.ts';
import type { ConnectionEffect, ConnectionInput, ConnectionState, TimerName } from '#asgi/connection-state.ts';
import { initialConnection } from '#asgi/connection-state.ts';
import type { AsgiHeader, AsgiScope, AsgiSendMessage } from '#asgi/events.ts';
import type { ServerProfile, TcpEnd } from '#asgi/server-profile.ts';
import type { Limits } from '#limits';
import type { GuestException } from '../sandbox/sandbox.ts';
import type { ConnectionLink, ConnectionPeer } from '../session/connection-link.ts';
import { clientFault } from './client-fault.ts';
import { closeWith } from './close-with.ts';
import { FrameTap } from './frame-tap.ts';
import { guestScope, headerPairs } from './guest-scope.ts';
import { acceptToken, chunkFrame, LAST_CHUNK, RecordedResponse, responseHead } from './http-bytes.ts';
import { logLine } from './server-log.ts';
import type { FrameReceiver } from './ws-codec.ts';
import { frameReceiver, serverFrame } from './ws-codec.ts';

export interface GuestUpgrade {
  /** Has passed the upgrade gate. */
  request: IncomingMessage;
  socket: Socket;
  /** Bytes that came after the request, as the http server gives them. */
  head: Buffer;
  /** The request as it came, from `takeHandshake`. */
  requestBytes: Buffer;
  /** What the handler is asked for: the request's target after `/live/<sessionId>`, still encoded, with its query. */
  target: string;
  profile: ServerProfile;
  limits: Limits;
  attach: (peer: ConnectionPeer) => ConnectionLink;
}

/** Hands an upgrade to the handler of a session and holds it until the handler answers. */
export function acceptUpgrade(upgrade: GuestUpgrade): void {
  new GuestConnection(upgrade).start();
}

/** After this server has ended TCP in order, the client has this time to end its side. */
const LINGER_MS = 1_000;

/** What a socket reports when the other side has cut the connection. */
const RESET_CODES = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/**
 * One client of a handler: the socket on one side, the session on the other,
 * and between them the reducer, which decides everything. This class feeds it
 * what happens, does what it says, and records both.
 */
class GuestConnection implements ConnectionPeer {
  readonly #upgrade: GuestUpgrade;
  readonly #socket: Socket;
  readonly #scope: AsgiScope;
  readonly #link: ConnectionLink;
  readonly #receiver: FrameReceiver;
  readonly #maxMessageBytes: number;
  readonly #fromClient: FrameTap;
  readonly #toClient: FrameTap;
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();
  #linger: NodeJS.Timeout | undefined;
  #state: ConnectionState;
  #messages: ({ text: string } | { bytes: string })[] = [];
  #response: RecordedResponse | undefined;
  #pingPayload = Buffer.alloc(0);
  readonly #inputs: ConnectionInput[] = [];
  #receiverIsDone = false;
  #clientHasEnded = false;
  #socketIsGone = false;
  #isFinished = false;

  constructor(upgrade: GuestUpgrade) {
    const { request, socket, profile, limits, target } = upgrade;
    this.#upgrade = upgrade;
    this.#socket = socket;
    this.#scope = guestScope(request, target, profile);
    this.#link = upgrade.attach(this);
    this.#maxMessageBytes = Math.min(limits.maxMessageBytes, profile.maxMessageBytes);
    this.#receiver = frameReceiver(this.#maxMessageBytes, limits.maxFragments);
    const tap = {
      maxRecordedBytes: limits.maxRecordedBytes,
      maxMessageBytes: this.#maxMessageBytes,
      record: this.#link.record.bind(this.#link),
    };
    this.#fromClient = new FrameTap({ ...tap, direction: 'client-to-server' });
    this.#toClient = new FrameTap({ ...tap, direction: 'server-to-client' });
    this.#state = initialConnection({
      profile,
      offered: this.#scope.subprotocols,
      maxUnreadMessages: limits.maxUnreadMessages,
      maxResponseBodyBytes: limits.maxResponseBodyBytes,
    });
  }

  start(): void {
    this.#recordRequest();
    this.#listenToReceiver();
    this.#listenToSocket();
    this.#input({ kind: 'upgrade' });
    this.#link.open(this.#scope);
    if (this.#upgrade.head.length > 0) this.#onData(this.#upgrade.head);
  }

  appReceives(call: number, line: number | undefined): void {
    if (call === 0) return this.#recordReceive({ type: 'websocket.connect' }, line);
    this.#input({ kind: 'app-receive', call, line });
  }

  appSends(call: number, message: AsgiSendMessage, line: number | undefined): void {
    this.#input({ kind: 'app-send', call, message, line });
  }

  appReturns(): void {
    this.#input({ kind: 'app-returned' });
  }

  appRaises({ type, message, traceback }: GuestException): void {
    this.#input({ kind: 'app-raised', type, message, traceback });
  }

  runEnds(code: number, reason: string): void {
    this.#input({ kind: 'run-ends', code, reason });
  }

  #recordRequest(): void {
    const { request, requestBytes, limits } = this.#upgrade;
    this.#link.record({
      actor: 'wire',
      kind: 'upgrade-request',
      method: request.method ?? '',
      target: request.url ?? '',
      headers: headerPairs(request.rawHeaders),
      hex: requestBytes.subarray(0, limits.maxHeaderBytes).toString('hex'),
      bytes: requestBytes.length,
    });
  }

  #recordReceive(message: { type: string }, line: number | undefined): void {
    this.#link.record({
      actor: 'server',
      kind: 'asgi-receive',
      message: { ...message },
      ...(line !== undefined && { line }),
    });
  }

  #listenToReceiver(): void {
    const receiver = this.#receiver;
    receiver.on('message', (data, isBinary) => {
      this.#messages.push(isBinary ? { bytes: data.toString('base64') } : { text: data.toString() });
    });
    receiver.on('ping', (payload) => this.#fromReceiver({ kind: 'client-ping', payload }));
    receiver.on('pong', (payload) => {
      if (payload.equals(this.#pingPayload)) this.#fromReceiver({ kind: 'client-pong' });
    });
    receiver.on('conclude', (code, reason) => {
      this.#receiverIsDone = true;
      const payload = code === 1005 ? Buffer.alloc(0) : Buffer.concat([Buffer.from([code >> 8, code & 0xff]), reason]);
      const told = { code: code === 1005 ? null : code, reason: reason.toString() };
      this.#fromReceiver({ kind: 'client-close', ...told, payload });
    });
    receiver.on('error', (error) => {
      this.#receiverIsDone = true;
      this.#fromReceiver({
        kind: 'client-fault',
        fault: clientFault(error),
        size: this.#fromClient.oversize ?? '0',
        limit: this.#maxMessageBytes,
      });
    });
  }

  #listenToSocket(): void {
    const socket = this.#socket;
    socket.setNoDelay(true);
    socket.setTimeout(0);
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.on('end', () => this.#onClientEnd('fin'));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (RESET_CODES.has(error.code ?? '')) this.#onClientEnd('rst');
    });
    socket.on('drain', () => this.#input({ kind: 'drained' }));
    socket.on('close', () => {
      this.#socketIsGone = true;
      clearTimeout(this.#linger);
      this.#input({ kind: 'tcp-gone' });
    });
    if (socket.destroyed) queueMicrotask(() => socket.emit('close'));
  }

  #onData(chunk: Buffer): void {
    this.#fromClient.see(chunk);
    if (this.#receiverIsDone || this.#state.socket !== 'open') return;
    this.#receiver.write(chunk);
    this.#flushMessages();
  }

  #onClientEnd(how: TcpEnd): void {
    if (this.#clientHasEnded) return;
    this.#clientHasEnded = true;
    this.#fromClient.end();
    this.#link.record({ actor: 'wire', kind: 'tcp-end', direction: 'client-to-server', how });
    this.#input({ kind: 'client-end' });
  }

  #fromReceiver(input: ConnectionInput): void {
    this.#flushMessages();
    this.#input(input);
  }

  #flushMessages(): void {
    if (this.#messages.length === 0) return;
    const messages = this.#messages;
    this.#messages = [];
    this.#input({ kind: 'client-messages', messages });
  }

  /** One at a time: what an effect causes at once, such as a handler's next call, waits for its turn. */
  #input(input: ConnectionInput): void {
    this.#inputs.push(input);
    if (this.#inputs.length > 1) return;
    this.#socket.cork();
    for (let next = this.#inputs[0]; next !== undefined; next = this.#inputs[0]) {
      const { state, effects } = reduceConnection(this.#state, next);
      this.#state = state;
      for (const effect of effects) this.#perform(effect);
      if (state.writable && this.#socket.writableLength > this.#upgrade.limits.maxBufferedBytes) {
        this.#inputs.push({ kind: 'write-blocked' });
      }
      this.#inputs.shift();
    }
    this.#socket.uncork();
    if (this.#socketIsGone && this.#state.socket === 'lost') this.#finish();
  }

  #perform(effect: ConnectionEffect): void {
    switch (effect.kind) {
      case 'write-head':
        return this.#writeHead(effect.status, effect.phrase, effect.headers);
      case 'write-body': {
        const body = Buffer.from(effect.text);
        return this.#writeBody([body], body);
      }
      case 'write-body-bytes': {
        const body = Buffer.from(effect.base64, 'base64');
        return this.#writeBody(effect.chunked ? chunkFrame(body) : [body], body);
      }
      case 'write-last-chunk':
        return this.#writeBody([LAST_CHUNK], Buffer.alloc(0));
      case 'frame':
        return this.#writeFrame(effect);
      case 'ping':
        this.#pingPayload = randomBytes(effect.bytes);
        return this.#writeFrameBytes(serverFrame('ping', this.#pingPayload));
      case 'end-tcp':
        return this.#endTcp(effect.how);
      case 'deliver':
        this.#recordReceive(effect.message, effect.line);
        return this.#link.received(effect.call, effect.message);
      case 'app-sent':
        return this.#link.record({
          actor: 'handler',
          kind: 'asgi-send',
          message: effect.message,
          ...(effect.line !== undefined && { line: effect.line }),
          ...(effect.refused !== undefined && {
            refused: { type: effect.refused.type, message: effect.refused.message },
          }),
        });
      case 'answer':
        return this.#link.sent(effect.call);
      case 'refuse':
        return this.#link.refused(effect.call, effect.exception);
      case 'log': {
        const text = logLine(effect.text, this.#scope, new Date());
        return this.#link.record({ actor: 'server', kind: 'server-log', level: effect.level, text });
      }
      case 'start-timer':
        clearTimeout(this.#timers.get(effect.timer));
        return void this.#timers.set(
          effect.timer,
          setTimeout(() => this.#input({ kind: 'timer', timer: effect.timer }), effect.ms),
        );
      case 'stop-timer':
        return clearTimeout(this.#timers.get(effect.timer));
      case 'pause-reading':
        return void this.#socket.pause();
      case 'resume-reading':
        return void this.#socket.resume();
    }
  }

  #writeHead(status: number, phrase: string, templates: readonly AsgiHeader[]): void {
    const key = this.#upgrade.request.headers['sec-websocket-key'] ?? '';
    const headers = templates.map(([name, value]): AsgiHeader => {
      if (value === '<date>') return [name, new Date().toUTCString()];
      return [name, value === '<accept>' ? acceptToken(key) : value];
    });
    const head = responseHead(status, phrase, headers);
    this.#socket.write(head);
    this.#response = new RecordedResponse(head, status, phrase, headers, this.#upgrade.limits.maxRecordedBytes);
    if (status === 101) this.#recordResponse();
  }

  #writeBody(parts: Buffer[], content: Buffer): void {
    const wire = Buffer.concat(parts);
    this.#socket.write(wire);
    this.#response?.add(wire, content);
  }

  #recordResponse(): void {
    if (this.#response === undefined) return;
    this.#link.record(this.#response.entry());
    this.#response = undefined;
  }

  #writeFrame(effect: Extract<ConnectionEffect, { kind: 'frame' }>): void {
    const write = (frame: Buffer[]) => this.#writeFrameBytes(frame);
    if (effect.opcode === 'close') closeWith(write, effect.payload);
    else if (effect.opcode === 'text') write(serverFrame('text', Buffer.from(effect.text)));
    else if (effect.opcode === 'binary') write(serverFrame('binary', Buffer.from(effect.base64, 'base64')));
    else write(serverFrame('pong', Buffer.from(effect.payload)));
  }

  #writeFrameBytes(frame: Buffer[]): void {
    for (const part of frame) {
      this.#toClient.see(part);
      this.#socket.write(part);
    }
  }

  #endTcp(how: TcpEnd): void {
    this.#recordResponse();
    this.#link.record({ actor: 'wire', kind: 'tcp-end', direction: 'server-to-client', how });
    if (how === 'rst') return void this.#socket.resetAndDestroy();
    this.#socket.end();
    this.#linger = setTimeout(() => this.#socket.destroy(), LINGER_MS);
  }

  #finish(): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#recordResponse();
    this.#link.detach();
  }
}
