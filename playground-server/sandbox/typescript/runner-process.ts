import type { Limits } from '#limits';
import type { Writable } from 'node:stream';
import type { ContainedProcess } from '../isolation/contained-process.ts';
import type { GuestEnd, GuestHost, HostMessage } from '../sandbox.ts';
import { parseGuestEnd, parseGuestMessage } from './parse-guest-line.ts';
import { LineSplitter } from './runner/line-splitter.ts';
import { MAX_PIECE_BYTES } from './runner/piece-size.ts';
import { parseRunnerLine, type RunnerLine, type RunnerVerb } from './runner/runner-line.ts';

const PING_MS = 500;
const MAX_SILENCE_MS = 2_000;
/** A loaded machine may take seconds until the first worker is warm. */
const MAX_START_MS = 30_000;
/**
 * A client's message waits until its guest is idle, so one is on its way at a time, and JSON makes six bytes of some
 * characters. Only a guest that does not read gets further behind than this many of the largest.
 */
const MAX_UNREAD_MESSAGES = 8;
/** What a line has beside the message that it carries. */
const LINE_OVERHEAD = 1_024;

interface HostedGuest {
  host: GuestHost;
  consoleBytes: number;
  /** What has come of a line that leaves in parts. */
  parts: string;
  /** Deliveries whose turns are not over. */
  pendingTurns: number;
  /** Straight to its worker, once that has said that it has one. */
  channel: Writable | undefined;
}

/** One runner process, seen from the server: the guests in it, and whether it is alive. */
export class RunnerProcess {
  readonly #process: ContainedProcess;
  readonly #limits: Limits;
  readonly #guests = new Map<number, HostedGuest>();
  readonly #pings: NodeJS.Timeout;
  /** Resolves when the first worker is warm. */
  readonly up: Promise<void>;
  /** Resolves when the process is gone and each of its guests has ended. */
  readonly gone: Promise<void>;
  #markUp: () => void = () => {};
  #isUp = false;
  #isWorn = false;
  #deathReason = 'the runner process exited';
  #heardAtMs = performance.now();
  #checkedAtMs = performance.now();

  constructor(runner: ContainedProcess, limits: Limits) {
    this.#process = runner;
    const { child } = runner;
    this.#limits = limits;
    this.up = new Promise((resolve) => (this.#markUp = resolve));
    this.gone = new Promise((resolve) => {
      const bury = (): void => {
        this.#bury();
        resolve();
      };
      child.once('close', bury);
      child.once('error', bury);
    });
    const lines = new LineSplitter(
      MAX_PIECE_BYTES,
      (line) => this.#onLine(line),
      () => this.kill('the runner wrote a line that is too long'),
    );
    child.stdout?.setEncoding('utf8');
    child.stdout?.on('data', (chunk: string) => lines.push(chunk));
    // A write to a dead process fails; its exit says so.
    child.stdin?.on('error', () => {});
    this.#pings = setInterval(() => this.#checkLife(), PING_MS);
  }

  get pid(): number | undefined {
    return this.#process.child.pid;
  }

  /** Why it is gone, for the operator. */
  get deathReason(): string {
    return this.#deathReason;
  }

  /** Its channels are used up: it had to host a guest without one. */
  get isWorn(): boolean {
    return this.#isWorn;
  }

  get guestCount(): number {
    return this.#guests.size;
  }

  start(guest: number, code: string, host: GuestHost): void {
    this.#guests.set(guest, { host, consoleBytes: 0, parts: '', pendingTurns: 0, channel: undefined });
    this.#write('start', guest, code);
  }

  deliver(guest: number, message: HostMessage): void {
    const hosted = this.#guests.get(guest);
    if (hosted === undefined) return;
    if ((this.#wayTo(guest)?.writableLength ?? 0) > MAX_UNREAD_MESSAGES * this.#limits.maxMessageBytes)
      return this.#cut(guest, { kind: 'crashed', detail: 'the guest does not read what it is sent' });
    hosted.pendingTurns += 1;
    this.#write('deliver', guest, message);
  }

  isBusy(guest: number): boolean {
    return (this.#guests.get(guest)?.pendingTurns ?? 0) > 0;
  }

  stop(guest: number): void {
    if (this.#guests.has(guest)) this.#write('stop', guest, null);
  }

  /** Ends the process at once; its guests end as `crashed`. */
  kill(reason: string): void {
    this.#deathReason = reason;
    this.#process.kill();
  }

  /** Ends the process at once, because nobody needs it: its guests end as `stopped`. */
  close(reason: string): void {
    for (const guest of [...this.#guests.keys()]) this.#end(guest, { kind: 'stopped' });
    this.kill(reason);
  }

  #write(verb: RunnerVerb, guest: number, value: unknown): void {
    this.#wayTo(guest)?.write(`${verb} ${guest} ${JSON.stringify(value)}\n`);
  }

  #wayTo(guest: number): Writable | null {
    return this.#guests.get(guest)?.channel ?? this.#process.child.stdin;
  }

  #onLine(text: string): void {
    this.#heardAtMs = performance.now();
    const line = parseRunnerLine(text);
    if (line?.verb === 'message') this.#onMessage(line.guest, this.#whole(line));
    else if (line?.verb === 'turn') this.#onTurn(line.guest);
    else if (line?.verb === 'channel') this.#onChannel(line);
    else if (line?.verb === 'part') this.#onPart(line);
    else if (line?.verb === 'end') this.#onEnd(line.guest, this.#whole(line));
    else if (line?.verb === 'up') this.#onUp();
    else if (line?.verb !== 'pong') this.kill('the runner wrote a line of no known form');
  }

  #onPart({ guest, json }: RunnerLine): void {
    const hosted = this.#guests.get(guest);
    if (hosted === undefined) return;
    hosted.parts += json;
    if (hosted.parts.length > this.#limits.maxTurnBytes + LINE_OVERHEAD)
      this.#cut(guest, { kind: 'crashed', detail: 'the guest sent a message that is too long' });
  }

  #whole({ guest, json }: RunnerLine): string {
    const hosted = this.#guests.get(guest);
    if (hosted === undefined || hosted.parts === '') return json;
    const whole = hosted.parts + json;
    hosted.parts = '';
    return whole;
  }

  #onChannel({ guest, json }: RunnerLine): void {
    const hosted = this.#guests.get(guest);
    const channel = this.#process.channels[Number(json)];
    if (hosted !== undefined && channel !== undefined) hosted.channel = channel;
  }

  #onTurn(guest: number): void {
    const hosted = this.#guests.get(guest);
    if (hosted === undefined || hosted.pendingTurns === 0) return;
    hosted.pendingTurns -= 1;
    if (hosted.pendingTurns === 0) hosted.host.onIdle();
  }

  #onUp(): void {
    this.#isUp = true;
    this.#markUp();
  }

  #onMessage(guest: number, json: string): void {
    const hosted = this.#guests.get(guest);
    if (hosted === undefined) return;
    const message = parseGuestMessage(json);
    this.#isWorn ||= hosted.channel === undefined;
    if (message === undefined)
      return this.#cut(guest, { kind: 'crashed', detail: 'the guest sent a message of no known form' });
    if (message.type === 'console') {
      hosted.consoleBytes += Buffer.byteLength(message.text);
      if (hosted.consoleBytes > this.#limits.maxConsoleBytes)
        return this.#cut(guest, { kind: 'limit', limit: 'maxConsoleBytes' });
    }
    hosted.host.onMessage(message);
  }

  #onEnd(guest: number, json: string): void {
    if (!this.#guests.has(guest)) return;
    this.#end(guest, parseGuestEnd(json) ?? { kind: 'crashed', detail: 'the runner reported an end of no known form' });
  }

  /** Ends a guest from this side; the runner is told, and its own report is then too late. */
  #cut(guest: number, end: GuestEnd): void {
    this.stop(guest);
    this.#end(guest, end);
  }

  #end(guest: number, end: GuestEnd): void {
    const hosted = this.#guests.get(guest);
    if (!this.#guests.delete(guest)) return;
    hosted?.host.onEnd(end);
  }

  #checkLife(): void {
    const nowMs = performance.now();
    // After a suspension of this process nobody could be heard, and the runner deserves a new question.
    if (nowMs - this.#checkedAtMs > MAX_SILENCE_MS) this.#heardAtMs = nowMs;
    this.#checkedAtMs = nowMs;
    const silentMs = nowMs - this.#heardAtMs;
    if (silentMs > (this.#isUp ? MAX_SILENCE_MS : MAX_START_MS)) this.kill('the runner did not answer');
    else if (this.#isUp) this.#write('ping', 0, null);
  }

  #bury(): void {
    clearInterval(this.#pings);
    for (const guest of [...this.#guests.keys()]) this.#end(guest, { kind: 'crashed', detail: this.#deathReason });
    this.#markUp();
  }
}
