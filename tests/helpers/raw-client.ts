import type { Socket } from 'node:net';
import { connect } from 'node:net';

export interface RawFrame {
  opcode: number;
  fin: boolean;
  masked: boolean;
  payload: Buffer;
}

/** How the server ended TCP, as the kernel told this client. */
export type RawEnd = 'FIN' | 'RST';

export const OPCODES = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** A WebSocket client that sends exactly the bytes it is told to and tells exactly what came. */
export class RawClient {
  readonly socket: Socket;
  #bytes: Buffer = Buffer.alloc(0);
  #end: RawEnd | undefined;
  #sentClose = false;
  readonly #changed = new Set<() => void>();

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.on('data', (chunk: Buffer) => {
      this.#bytes = Buffer.concat([this.#bytes, chunk]);
      this.#notify();
    });
    socket.on('end', () => this.#ended('FIN'));
    socket.on('error', () => this.#ended('RST'));
  }

  static connect(port: number): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    const client = new RawClient(socket);
    return new Promise((resolve, reject) => {
      socket.once('connect', () => resolve(client));
      socket.once('error', reject);
    });
  }

  /** Connects and asks for an upgrade; does not wait for the answer. */
  static async upgrade(port: number, path = '/', headers: string[] = []): Promise<RawClient> {
    const client = await RawClient.connect(port);
    client.socket.write(upgradeRequest({ path, host: `127.0.0.1:${port}`, extra: headers }));
    return client;
  }

  get end(): RawEnd | undefined {
    return this.#end;
  }

  get bytes(): Buffer {
    return this.#bytes;
  }

  write(data: Buffer | string): void {
    this.socket.write(data);
  }

  sendFrame(
    opcode: keyof typeof OPCODES,
    payload: Buffer | string = '',
    options: { fin?: boolean; masked?: boolean } = {},
  ): void {
    if (opcode === 'close') this.#sentClose = true;
    this.socket.write(clientFrame(OPCODES[opcode], Buffer.from(payload as string), options));
  }

  sendClose(code?: number, reason = ''): void {
    this.sendFrame('close', code === undefined ? '' : closePayload(code, reason));
  }

  /** The response's head, once it is whole. */
  async head(): Promise<{ statusLine: string; headers: [string, string][]; body: () => Promise<string> }> {
    await this.until(() => this.#bytes.includes('\r\n\r\n') || this.#end !== undefined);
    const end = this.#bytes.indexOf('\r\n\r\n');
    if (end === -1) throw new Error(`no HTTP response ${this.#end ?? ''}`);
    const [statusLine = '', ...lines] = this.#bytes.subarray(0, end).toString('latin1').split('\r\n');
    const headers = lines.map((line): [string, string] => {
      const colon = line.indexOf(':');
      return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
    });
    return {
      statusLine,
      headers,
      body: async () => {
        await this.ended();
        return this.#bytes.subarray(end + 4).toString('latin1');
      },
    };
  }

  /** Whole frames so far, after a 101. */
  get frames(): RawFrame[] {
    const start = this.#bytes.indexOf('\r\n\r\n');
    return start === -1 ? [] : parseFrames(this.#bytes.subarray(start + 4));
  }

  /** The `n`th frame, from 0, once it is there. */
  async frame(index: number): Promise<RawFrame> {
    await this.until(() => this.frames.length > index || this.#end !== undefined);
    const frame = this.frames[index];
    if (frame === undefined) throw new Error(`TCP ended (${this.#end}) after ${this.frames.length} frames`);
    return frame;
  }

  async ended(): Promise<RawEnd> {
    await this.until(() => this.#end !== undefined);
    return this.#end ?? 'FIN';
  }

  async until(holds: () => boolean): Promise<void> {
    while (!holds()) {
      await new Promise<void>((resolve) => this.#changed.add(resolve));
    }
  }

  /**
   * The whole exchange in the notation of the measurements, with the answers of
   * a well-behaved client. After `silenceMs` without a frame it says so, closes
   * with 1000 and waits for the end; behind both Close frames it only says so.
   */
  async story(silenceMs = 2_000): Promise<string> {
    await this.until(() => this.#bytes.includes('\r\n\r\n') || this.#end !== undefined);
    if (!this.#bytes.includes('\r\n\r\n')) return `no HTTP response ${this.#end}`;
    const { statusLine, body } = await this.head();
    if (!statusLine.startsWith('HTTP/1.1 101')) {
      const text = await body();
      return `${statusLine.slice(9)} ${text === '' ? '(empty body)' : `body=${JSON.stringify(text)}`} ${await this.ended()}`;
    }
    const words = ['101'];
    let closeSent = false;
    for (let index = 0; ; index += 1) {
      const next = this.until(() => this.frames.length > index || this.#end !== undefined);
      const silence = new Promise<'silence'>((resolve) => setTimeout(() => resolve('silence'), silenceMs));
      const isSilent = (await Promise.race([next, silence])) === 'silence';
      if (isSilent && words.at(-1) === '[echo]') return [...words, 'TCP STILL OPEN'].join(' ');
      if (isSilent && !closeSent && !this.#sentClose) {
        words.push('STILL OPEN', '[client Close]');
        this.sendClose(1000, 'teardown');
        closeSent = true;
      }
      await next;
      const frame = this.frames[index];
      if (frame === undefined) break;
      words.push(describeFrame(frame));
      if (frame.opcode === OPCODES.close && !this.#sentClose) {
        this.sendFrame('close', frame.payload);
        words.push('[echo]');
      }
    }
    words.push(await this.ended());
    this.socket.end();
    return words.join(' ');
  }

  destroy(): void {
    this.socket.destroy();
  }

  #ended(end: RawEnd): void {
    this.#end ??= end;
    this.#notify();
  }

  #notify(): void {
    for (const resolve of this.#changed) resolve();
    this.#changed.clear();
  }
}

export function describeFrame({ opcode, payload }: RawFrame): string {
  if (opcode === OPCODES.text) return `Text(${JSON.stringify(payload.toString())})`;
  if (opcode === OPCODES.binary) return `Binary(${payload.toString('hex')})`;
  if (opcode === OPCODES.ping) return 'ping';
  if (opcode === OPCODES.pong) return 'pong';
  if (payload.length < 2) return 'Close(no code)';
  const reason = payload.subarray(2).toString();
  return `Close(${payload.readUInt16BE(0)}${reason === '' ? '' : `, ${JSON.stringify(reason)}`})`;
}

export function upgradeRequest(options: {
  path?: string;
  host?: string;
  key?: string | null;
  version?: string;
  extra?: string[];
}): string {
  const { path = '/', host = 'localhost', key = 'dGhlIHNhbXBsZSBub25jZQ==', version = '13', extra = [] } = options;
  return [
    `GET ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Upgrade: websocket',
    'Connection: Upgrade',
    ...(key === null ? [] : [`Sec-WebSocket-Key: ${key}`]),
    `Sec-WebSocket-Version: ${version}`,
    ...extra,
    '\r\n',
  ].join('\r\n');
}

export function closePayload(code: number, reason: string): Buffer {
  return Buffer.concat([Buffer.from([code >> 8, code & 0xff]), Buffer.from(reason)]);
}

export function clientFrame(
  opcode: number,
  payload: Buffer,
  { fin = true, masked = true }: { fin?: boolean; masked?: boolean } = {},
): Buffer {
  const mask = masked ? Buffer.from([0x12, 0x34, 0x56, 0x78]) : Buffer.alloc(0);
  const bit = masked ? 0x80 : 0;
  const size = payload.length;
  const length =
    size < 126
      ? Buffer.from([bit | size])
      : size < 65536
        ? Buffer.from([bit | 126, size >> 8, size & 0xff])
        : Buffer.concat([Buffer.from([bit | 127]), bigEndian64(size)]);
  const body = masked ? payload.map((byte, at) => byte ^ (mask[at % 4] ?? 0)) : payload;
  return Buffer.concat([Buffer.from([(fin ? 0x80 : 0) | opcode]), length, mask, body]);
}

function bigEndian64(value: number): Buffer {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64BE(BigInt(value));
  return bytes;
}

function parseFrames(bytes: Buffer): RawFrame[] {
  const frames: RawFrame[] = [];
  let at = 0;
  while (at + 2 <= bytes.length) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    const short = second & 0x7f;
    const header = 2 + (short === 126 ? 2 : short === 127 ? 8 : 0);
    if (at + header > bytes.length) break;
    const size =
      short === 126 ? bytes.readUInt16BE(at + 2) : short === 127 ? Number(bytes.readBigUInt64BE(at + 2)) : short;
    if (at + header + size > bytes.length) break;
    frames.push({
      opcode: first & 0x0f,
      fin: first >= 0x80,
      masked: second >= 0x80,
      payload: bytes.subarray(at + header, at + header + size),
    });
    at += header + size;
  }
  return frames;
}
