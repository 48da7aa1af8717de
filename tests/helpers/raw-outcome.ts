import { randomBytes } from 'node:crypto';
import { type Socket, connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { BAD_FRAMES, type ClientAction, type OrderingClient, quoted, quotedReason } from './ordering-client.ts';

/** How long a socket may stay open after both Close frames, and after a response that is no 101. */
const TCP_END_MS = 2_000;
const RESPONSE_END_MS = 1_200;
const BODY_LONGEST = 80;

/**
 * Dials with a bare TCP socket, does what `client` says and prints in one line
 * what was on the wire, in the notation of the recorded orderings:
 * `101 Text("hello") Close(4004, "Resource not found") [echo] FIN`.
 */
export async function rawOutcome(url: string, client: OrderingClient): Promise<string> {
  return (await rawExchange(url, client)).outcome;
}

/** The same, with the lines of the response's head, but the first. */
export async function rawExchange(
  url: string,
  client: OrderingClient,
): Promise<{ outcome: string; headers: readonly string[] }> {
  using raw = new RawClient(url, client);
  return { outcome: await raw.run(), headers: raw.headers };
}

class RawClient {
  /** Lines of the response's head. */
  headers: readonly string[] = [];
  readonly #client: OrderingClient;
  readonly #socket: Socket;
  readonly #seen: string[] = [];
  /** Resolved when TCP ends or the client has dropped it, with what it is called. */
  readonly #ended = Promise.withResolvers<string>();
  readonly #response = Promise.withResolvers<void>();
  readonly #serverClosed = Promise.withResolvers<void>();
  #unread = Buffer.alloc(0);
  #status = 0;
  #head = '';
  #isOver = false;
  #sentClose = false;

  constructor(url: string, client: OrderingClient) {
    this.#client = client;
    const { hostname, port, host, pathname, search } = new URL(url);
    this.#socket = connect({ host: hostname, port: Number(port), allowHalfOpen: true, noDelay: true });
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#socket.on('end', () => this.#end('FIN'));
    this.#socket.on('error', (error: NodeJS.ErrnoException) => this.#end(error.code === 'ECONNRESET' ? 'RST' : ''));
    this.#socket.write(requestText(host, `${pathname}${search}`, client));
  }

  async run(): Promise<string> {
    const started = performance.now();
    if (this.#client.connecting !== undefined) {
      for (const action of this.#client.connecting) await this.#do(action[0] === 'close' ? ['drop', 'fin'] : action);
    }
    const answered = await Promise.race([
      this.#response.promise,
      this.#ended.promise,
      timeout(this.#client.wait + 2_000),
    ]);
    if (this.#status === 0) return this.#withoutResponse(answered === 'timeout');
    if (this.#status !== 101) return this.#withResponse();
    for (const action of this.#client.steps ?? []) {
      if (this.#isOver || this.#sentClose) break;
      await this.#do(action);
    }
    await this.#waitForEnd(started);
    return ['101', ...this.#seen.filter(Boolean)].join(' ');
  }

  [Symbol.dispose](): void {
    this.#socket.destroy();
  }

  async #waitForEnd(started: number): Promise<void> {
    const first = await Promise.race([
      this.#ended.promise,
      this.#serverClosed.promise,
      timeout(Math.max(this.#client.wait - (performance.now() - started), 100)),
    ]);
    if (first === 'timeout') {
      this.#seen.push('STILL OPEN at timeout');
      await this.#do(['close', 1000, 'teardown']);
    }
    const patience = this.#client.no_echo === true ? this.#client.wait : TCP_END_MS;
    const end = await Promise.race([this.#ended.promise, timeout(patience)]);
    this.#seen.push(end === 'timeout' ? `tcp_still_open_after_${TCP_END_MS / 1000}s` : end);
  }

  async #withResponse(): Promise<string> {
    const end = await Promise.race([this.#ended.promise, timeout(RESPONSE_END_MS)]);
    const body = this.#unread.toString('utf8');
    const shown = body === '' ? '(empty body)' : `body=${quoted(body, BODY_LONGEST, 40)}`;
    const tcp = end === 'timeout' ? `tcp_still_open_after_${RESPONSE_END_MS / 1000}s` : end;
    return `${this.#head} ${shown} ${tcp}`;
  }

  #withoutResponse(timedOut: boolean): string {
    const trailing =
      this.#unread.length > 0 ? [`trailing bytes ${JSON.stringify(this.#unread.toString('latin1'))}`] : [];
    return ['no HTTP response', ...this.#seen, ...(timedOut ? ['no response in time'] : []), ...trailing].join(' ');
  }

  async #do(action: ClientAction): Promise<void> {
    switch (action[0]) {
      case 'sleep':
        await sleep(action[1]);
        return;
      case 'send':
        this.#write(maskedFrame(0x1, Buffer.from(action[1])));
        this.#seen.push('[text]');
        return;
      case 'sendbin':
        this.#write(maskedFrame(0x2, Buffer.from(action[1], 'hex')));
        this.#seen.push('[binary]');
        return;
      case 'sendbig':
        this.#write(maskedFrame(0x1, Buffer.alloc(action[1], 'x')));
        this.#seen.push('[big]');
        return;
      case 'flood':
        for (let index = 0; index < action[1]; index += 1) this.#write(maskedFrame(0x1, Buffer.from(`flood ${index}`)));
        this.#seen.push('[flood]');
        return;
      case 'unmasked': {
        const payload = Buffer.from(action[2], 'hex');
        this.#write(Buffer.concat([Buffer.from([0x80 | action[1], payload.length]), payload]));
        this.#seen.push('[unmasked]');
        return;
      }
      case 'bad-frame':
        this.#write(Buffer.from(BAD_FRAMES[action[1]], 'hex'));
        this.#seen.push(`[${action[1]}]`);
        return;
      case 'half-close':
        this.#socket.end();
        this.#seen.push('[half-close]');
        return;
      case 'close':
        this.#sentClose = true;
        this.#write(maskedFrame(0x8, closePayload(action[1], action[2])));
        this.#seen.push(`[client Close ${action[1] ?? 'None'}]`);
        return;
      case 'drop':
        this.#seen.push(`[client dropped_${action[1]}]`);
        this.#isOver = true;
        if (action[1] === 'rst') this.#socket.resetAndDestroy();
        else this.#socket.destroy();
        this.#ended.resolve('');
    }
  }

  #write(bytes: Buffer): void {
    if (!this.#isOver) this.#socket.write(bytes);
  }

  #end(how: string): void {
    if (this.#isOver) return;
    this.#isOver = true;
    if (this.#status === 0) this.#seen.push(how);
    this.#ended.resolve(how);
  }

  #read(chunk: Buffer): void {
    this.#unread = Buffer.concat([this.#unread, chunk]);
    if (this.#status === 0 && !this.#readHead()) return;
    if (this.#status === 101) while (this.#readFrame());
  }

  #readHead(): boolean {
    const text = this.#unread.toString('latin1');
    const end = text.indexOf('\r\n\r\n');
    const line = /^HTTP\/1\.1 ((\d{3}) [^\r]*)\r\n/.exec(text);
    if (end < 0 || line === null) return false;
    this.#head = line[1] ?? '';
    this.#status = Number(line[2]);
    this.headers = text.slice(line[0].length, Math.max(end, line[0].length)).split('\r\n').filter(Boolean);
    this.#unread = this.#unread.subarray(end + 4);
    this.#response.resolve();
    return true;
  }

  #readFrame(): boolean {
    const [first = 0, second = 0] = this.#unread;
    if (this.#unread.length < 2) return false;
    const short = second & 0x7f;
    const headerBytes = short < 126 ? 2 : short === 126 ? 4 : 10;
    if (this.#unread.length < headerBytes) return false;
    const payloadBytes =
      short < 126 ? short : short === 126 ? this.#unread.readUInt16BE(2) : Number(this.#unread.readBigUInt64BE(2));
    if (this.#unread.length < headerBytes + payloadBytes) return false;
    const payload = this.#unread.subarray(headerBytes, headerBytes + payloadBytes);
    this.#unread = this.#unread.subarray(headerBytes + payloadBytes);
    this.#onFrame(first & 0x0f, payload);
    return true;
  }

  #onFrame(opcode: number, payload: Buffer): void {
    if (opcode === 0x1) this.#seen.push(`Text(${JSON.stringify(payload.toString('utf8'))})`);
    else if (opcode === 0x2) this.#seen.push(`Binary(${payload.toString('hex')})`);
    else if (opcode === 0x9) this.#write(maskedFrame(0xa, payload));
    else if (opcode === 0x8) this.#onClose(payload);
  }

  #onClose(payload: Buffer): void {
    this.#seen.push(`Close(${closeText(payload)})`);
    if (!this.#sentClose && this.#client.no_echo !== true) {
      this.#sentClose = true;
      this.#write(maskedFrame(0x8, payload));
      this.#seen.push('[echo]');
    }
    this.#serverClosed.resolve();
  }
}

function closeText(payload: Buffer): string {
  if (payload.length < 2) return 'no code';
  const reason = payload.subarray(2).toString('utf8');
  return reason === '' ? `${payload.readUInt16BE(0)}` : `${payload.readUInt16BE(0)}, ${quotedReason(reason)}`;
}

function closePayload(code: number | undefined, reason = ''): Buffer {
  if (code === undefined) return Buffer.alloc(0);
  return Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);
}

function requestText(host: string, target: string, client: OrderingClient): string {
  const lines = [
    `GET ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    `Sec-WebSocket-Version: ${client.ws_version ?? '13'}`,
  ];
  if (client.no_key !== true) lines.push(`Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`);
  if (client.protocols !== undefined) lines.push(`Sec-WebSocket-Protocol: ${client.protocols.join(', ')}`);
  for (const [name, value] of Object.entries(client.headers ?? {})) lines.push(`${name}: ${value}`);
  return `${lines.join('\r\n')}\r\n\r\n`;
}

function maskedFrame(opcode: number, payload: Buffer): Buffer {
  const { length } = payload;
  const header = Buffer.alloc(length < 126 ? 2 : length < 65_536 ? 4 : 10);
  header[0] = 0x80 | opcode;
  if (length < 126) header[1] = 0x80 | length;
  else if (length < 65_536) {
    header[1] = 0x80 | 126;
    header.writeUInt16BE(length, 2);
  } else {
    header[1] = 0x80 | 127;
    header.writeBigUInt64BE(BigInt(length), 2);
  }
  const mask = randomBytes(4);
  const masked = Buffer.from(payload);
  for (let index = 0; index < length; index += 1) masked[index] = (masked[index] ?? 0) ^ (mask[index & 3] ?? 0);
  return Buffer.concat([header, mask, masked]);
}

async function timeout(ms: number): Promise<'timeout'> {
  await sleep(ms, undefined, { ref: false });
  return 'timeout';
}
