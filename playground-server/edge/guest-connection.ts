import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { ANSWERED_AHEAD } from '#asgi/answered-ahead.ts';
import { reduceConnection } from '#asgi/connection.ts';
import type { ConnectionEffect, ConnectionInput, ConnectionState, TimerName } from '#asgi/connection-state.ts';
import { initialConnection } from '#asgi/connection-state.ts';
import type { AsgiHeader, AsgiScope, AsgiSendMessage } from '#asgi/events.ts';
import type { ServerProfile, TcpEnd } from '#asgi/server-profile.ts';
import type { Limits } from '#limits';
import type { GuestException } from '../sandbox/sandbox.ts';
import type { ConnectionLink, ConnectionPeer } from '../session/connection-link.ts';
import { ClientReader } from './client-reader.ts';
import { closeWith } from './close-with.ts';
import { cutAfter, LINGER_MS } from './end-with-answer.ts';
import { FrameTap } from './frame-tap.ts';
import { guestScope, headerPairs } from './guest-scope.ts';
import { acceptToken, chunkFrame, LAST_CHUNK, RecordedResponse, responseHead } from './http-bytes.ts';
import { logLine } from './server-log.ts';
import { serverFrame } from './ws-codec.ts';

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
  readonly #reader: ClientReader;
  readonly #toClient: FrameTap;
  readonly #timers = new Map<TimerName, NodeJS.Timeout>();
  #state: ConnectionState;
  #response: RecordedResponse | undefined;
  readonly #inputs: ConnectionInput[] = [];
  #socketIsGone = false;
  #isFinished = false;

  constructor(upgrade: GuestUpgrade) {
    const { request, socket, profile, limits, target } = upgrade;
    this.#upgrade = upgrade;
    this.#socket = socket;
    this.#scope = guestScope(request, target, profile);
    this.#link = upgrade.attach(this);
    const maxMessageBytes = Math.min(limits.maxMessageBytes, profile.maxMessageBytes);
    const record = this.#link.record.bind(this.#link);
    const tap = { maxRecordedBytes: limits.maxRecordedBytes, maxMessageBytes, record };
    this.#toClient = new FrameTap({ ...tap, direction: 'server-to-client' });
    this.#reader = new ClientReader({
      socket,
      tap: new FrameTap({ ...tap, direction: 'client-to-server' }),
      maxMessageBytes,
      maxFragments: limits.maxFragments,
      endWaits: profile.behindReadAhead === 'kernel',
      isOpen: () => this.#state.socket === 'open',
      whenIdle: (action) => this.#link.whenIdle(action),
      input: (input) => this.#input(input),
      onClientEnd: (how) => record({ actor: 'wire', kind: 'tcp-end', direction: 'client-to-server', how }),
    });
    this.#state = initialConnection({
      profile,
      offered: this.#scope.subprotocols,
      maxUnreadMessages: limits.maxUnreadMessages,
      maxResponseBodyBytes: limits.maxResponseBodyBytes,
    });
  }

  start(): void {
    this.#recordRequest();
    this.#listenToSocket();
    this.#input({ kind: 'upgrade' });
    this.#link.open(this.#scope, this.#upgrade.profile.ownClose.send === 'returns');
    this.#reader.start(this.#upgrade.head);
  }

  appReceives(call: number, line: number | undefined): void {
    if (call === ANSWERED_AHEAD) return this.#recordReceive({ type: 'websocket.connect' }, line);
    this.#input({ kind: 'app-receive', call, line });
  }

  appAbandons(call: number): void {
    this.#input({ kind: 'app-abandon', call });
  }

  appSends(call: number, message: AsgiSendMessage, line: number | undefined): void {
    this.#input({ kind: 'app-send', call, message, line });
  }

  appReturns(value: string | undefined): void {
    this.#input({ kind: 'app-returned', value });
  }

  appRaises({ type, message, traceback }: GuestException): void {
    this.#input({ kind: 'app-raised', type, message, traceback });
  }

  runEnds(code: number, reason: string): void {
    // The client must be told why, which a reset over what it has sent would prevent.
    this.#reader.resumeNow();
    this.#input({ kind: 'run-ends', code, reason });
  }

  cut(): void {
    if (this.#socketIsGone) return;
    this.#reader.cut();
    // Both ends lose it: the client with a reset, the handler as when a cable is pulled.
    this.#socket.resetAndDestroy();
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

  #recordWaiting({ call, line }: { call: number; line: number | undefined }): void {
    if (!this.#state.receives.some((receive) => receive.call === call)) return;
    this.#link.record({ actor: 'handler', kind: 'waiting', ...(line !== undefined && { line }) });
  }

  #listenToSocket(): void {
    const socket = this.#socket;
    socket.setNoDelay(true);
    socket.setTimeout(0);
    socket.on('drain', () => this.#input({ kind: 'drained' }));
    socket.on('close', () => (this.#socketIsGone = true));
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
      if (next.kind === 'app-receive') this.#recordWaiting(next);
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
      case 'ping': {
        const payload = randomBytes(effect.bytes);
        this.#reader.expectPong(payload);
        return this.#writeFrameBytes(serverFrame('ping', payload));
      }
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
          setTimeout(() => this.#onTimer(effect.timer), effect.ms),
        );
      case 'stop-timer':
        return clearTimeout(this.#timers.get(effect.timer));
      case 'pause-reading':
        return this.#reader.pause();
      case 'resume-reading':
        return this.#reader.resume();
    }
  }

  #onTimer(timer: TimerName): void {
    const input = (): void => this.#input({ kind: 'timer', timer });
    // An event loop tells the loss of TCP when its handlers have nothing left to do.
    if (timer === 'lost') this.#link.whenIdle(input);
    else input();
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
    this.#reader.writes();
    for (const part of frame) {
      this.#toClient.see(part);
      this.#socket.write(part);
    }
  }

  #endTcp(how: TcpEnd): void {
    const isOverUnread = this.#upgrade.profile.behindReadAhead === 'kernel' && this.#reader.hasUnread;
    this.#recordResponse();
    this.#link.record({
      actor: 'wire',
      kind: 'tcp-end',
      direction: 'server-to-client',
      how: isOverUnread ? 'rst' : how,
    });
    if (how === 'rst') return void this.#socket.resetAndDestroy();
    if (isOverUnread) this.#resetBehindWrites();
    else this.#socket.end();
    cutAfter(this.#socket, LINGER_MS);
  }

  /** An event loop closes a socket when it has written everything. */
  #resetBehindWrites(): void {
    this.#socket.uncork();
    if (this.#socket.writableLength === 0) this.#socket.resetAndDestroy();
    else this.#socket.once('drain', () => this.#socket.resetAndDestroy());
  }

  #finish(): void {
    if (this.#isFinished) return;
    this.#isFinished = true;
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#recordResponse();
    this.#link.detach();
  }
}
