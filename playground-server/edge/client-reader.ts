import type { Socket } from 'node:net';
import type { ConnectionInput } from '#asgi/connection-state.ts';
import { utf8Complaint } from '#asgi/python-values.ts';
import type { TcpEnd } from '#asgi/server-profile.ts';
import { clientFault } from './client-fault.ts';
import type { FrameTap } from './frame-tap.ts';
import { frameReceiver } from './ws-codec.ts';

export interface ClientReaderOptions {
  socket: Socket;
  /** Sees each byte before the codec does. */
  tap: FrameTap;
  maxMessageBytes: number;
  maxFragments: number;
  /** Whether the end of TCP behind messages that nobody has taken is noticed only when they are taken. */
  endWaits: boolean;
  /** Frames are read only while this holds; what comes otherwise is dropped. */
  isOpen: () => boolean;
  /** Does this when no handler computes, in order: see `ConnectionLink.whenIdle`. */
  whenIdle: (action: () => void) => void;
  input: (input: ConnectionInput) => void;
  /** The client's end of TCP, as it is noticed; `cut` when its owner had it cut. */
  onClientEnd: (how: TcpEnd | 'cut') => void;
}

/** What a socket reports when the other side has cut the connection. */
const RESET_CODES = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED']);

/**
 * The client's half of a connection: turns what arrives into inputs of the
 * reducer, one by one. Each waits until the handler has said what it had to
 * say to the one before, and the socket is not read meanwhile. So a Close that
 * follows a message at once meets the handler's answer already sent, as it does
 * where handler and server share a thread and the two arrive apart.
 */
export class ClientReader {
  readonly #options: ClientReaderOptions;
  readonly #receiver: ReturnType<typeof frameReceiver>;
  #expectedPong = Buffer.alloc(0);
  #waiting = 0;
  #pausedByReducer = false;
  #isToResume = false;
  #receiverIsDone = false;
  #clientHasEnded = false;
  /** What became of TCP behind messages that nobody has taken. */
  readonly #unnoticed: ConnectionInput[] = [];

  constructor(options: ClientReaderOptions) {
    this.#options = options;
    this.#receiver = frameReceiver(options.maxMessageBytes, options.maxFragments);
    this.#listenToReceiver();
  }

  /** `head` are the bytes that came with the request. */
  start(head: Buffer): void {
    const { socket } = this.#options;
    socket.on('data', (chunk: Buffer) => this.#onData(chunk));
    socket.on('end', () => this.#onEnd('fin'));
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (RESET_CODES.has(error.code ?? '')) this.#onEnd('rst');
    });
    socket.on('close', () => this.#notice({ kind: 'tcp-gone' }));
    if (socket.destroyed) queueMicrotask(() => socket.emit('close'));
    if (head.length > 0) this.#onData(head);
  }

  /** Whether bytes have come that nobody reads before the handler takes what is there. */
  get hasUnread(): boolean {
    return this.#pausedByReducer && this.#options.socket.readableLength > 0;
  }

  pause(): void {
    this.#isToResume = false;
    this.#pausedByReducer = true;
    this.#options.socket.pause();
  }

  /** An event loop comes to its sockets when its handlers have nothing left to do. */
  resume(): void {
    this.#isToResume = true;
    this.#options.whenIdle(() => {
      if (this.#isToResume) this.resumeNow();
    });
  }

  resumeNow(): void {
    this.#pausedByReducer = false;
    this.#noticeAll();
    if (this.#waiting === 0) this.#options.socket.resume();
  }

  /** Something is written: who writes to a client that is gone is told so, whether it reads or not. */
  writes(): void {
    if (this.#unnoticed.some(({ kind }) => kind === 'tcp-gone')) this.#noticeAll();
  }

  /** Only this payload counts as the answer to a ping. */
  expectPong(payload: Buffer<ArrayBuffer>): void {
    this.#expectedPong = payload;
  }

  #listenToReceiver(): void {
    const receiver = this.#receiver;
    const { tap, maxMessageBytes } = this.#options;
    receiver.on('message', (data, isBinary) => {
      const message = isBinary ? { bytes: data.toString('base64') } : { text: data.toString() };
      this.#later({ kind: 'client-messages', messages: [message] });
    });
    receiver.on('ping', (payload) => this.#later({ kind: 'client-ping', payload }));
    receiver.on('pong', (payload) => {
      if (payload.equals(this.#expectedPong)) this.#later({ kind: 'client-pong' });
    });
    receiver.on('conclude', (code, reason) => {
      this.#receiverIsDone = true;
      const payload = code === 1005 ? Buffer.alloc(0) : Buffer.concat([Buffer.from([code >> 8, code & 0xff]), reason]);
      const told = { code: code === 1005 ? null : code, reason: reason.toString() };
      this.#later({ kind: 'client-close', ...told, payload, withinMessage: tap.isWithinMessage });
    });
    receiver.on('error', (error) => {
      this.#receiverIsDone = true;
      const complaint = utf8Complaint(tap.closeReason ?? new Uint8Array(0));
      const found = clientFault(error);
      const fault = found === 'invalid-utf8' && complaint !== undefined ? 'invalid-close-reason' : found;
      const told = { size: tap.oversize ?? '0', limit: maxMessageBytes, complaint: complaint ?? '' };
      this.#later({ kind: 'client-fault', fault, ...told });
    });
  }

  #onData(chunk: Buffer): void {
    const { tap, isOpen, socket } = this.#options;
    tap.see(chunk);
    if (this.#receiverIsDone || !isOpen()) return;
    this.#receiver.write(chunk);
    if (this.#waiting > 0) socket.pause();
  }

  /** The client is to vanish without a word. */
  cut(): void {
    this.#onEnd('cut');
  }

  #onEnd(how: TcpEnd | 'cut'): void {
    if (this.#clientHasEnded) return;
    this.#clientHasEnded = true;
    this.#options.tap.end();
    this.#options.onClientEnd(how);
    this.#notice({ kind: 'client-end' });
  }

  /** A socket that is not read does not say that its other end is gone. */
  #notice(input: ConnectionInput): void {
    this.#whenIdle(() => {
      if (this.#options.endWaits && this.#pausedByReducer) this.#unnoticed.push(input);
      else this.#options.input(input);
    });
  }

  #noticeAll(): void {
    for (const input of this.#unnoticed.splice(0)) this.#later(input);
  }

  #later(input: ConnectionInput): void {
    this.#whenIdle(() => this.#options.input(input));
  }

  #whenIdle(action: () => void): void {
    this.#waiting += 1;
    this.#options.whenIdle(() => {
      this.#waiting -= 1;
      action();
      if (this.#waiting === 0 && !this.#pausedByReducer && this.#options.socket.isPaused())
        this.#options.socket.resume();
    });
  }
}
