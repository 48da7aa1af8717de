import { toHex, type ByteField } from './byte-field.ts';

/** RFC 6455 section 5.2, and what the reader may want to know about each opcode. */
const OPCODES: Readonly<Record<number, string>> = {
  0: 'continuation of the message before',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};

/** RFC 6455 section 5.2: the fields of one frame, as far as its recorded bytes go. */
export function frameFields(bytes: Uint8Array): ByteField[] {
  const [first, second] = bytes;
  if (first === undefined || second === undefined) return [];
  const opcode = first & 0x0f;
  const masked = (second & 0x80) !== 0;
  const short = second & 0x7f;
  const extra = short === 126 ? 2 : short === 127 ? 8 : 0;
  const fields: ByteField[] = [
    bitField('FIN', 0, first, 7, 1, (first & 0x80) === 0 ? 'more frames follow' : 'the last frame of its message'),
    bitField('RSV1-3', 0, first, 4, 3, 'no extension is in use'),
    { ...bitField('opcode', 0, first, 0, 4, ''), value: `${opcode} ${OPCODES[opcode] ?? 'reserved'}` },
    bitField('MASK', 1, second, 7, 1, masked ? 'a client masks every frame' : 'a server masks none'),
  ];
  const lengthField = { ...bitField('payload length', 1, second, 0, 7, ''), length: 1 + extra };
  if (bytes.length < 2 + extra) return [...fields, { ...lengthField, length: bytes.length - 1 }];
  const length = lengthOf(bytes, short, extra);
  const note = extra === 0 ? undefined : `${short} says that the length is in the next ${extra} bytes`;
  fields.push({ ...lengthField, value: bytesPhrase(length), ...(note === undefined ? {} : { note }) });
  let at = 2 + extra;
  let key: Uint8Array | undefined;
  if (masked) {
    key = bytes.subarray(at, at + 4);
    fields.push({ name: 'masking key', at, length: key.length, value: toHex(key), note: 'random, new for each frame' });
    at += 4;
  }
  return [...fields, ...payloadFields(opcode, bytes.subarray(at, at + length), at, key, length)];
}

function payloadFields(
  opcode: number,
  recorded: Uint8Array,
  at: number,
  key: Uint8Array | undefined,
  length: number,
): ByteField[] {
  if (recorded.length === 0) return [];
  const payload = unmask(recorded, key);
  const unmasked = key === undefined ? '' : 'unmasked: each byte XOR a byte of the key';
  const cut = recorded.length < length ? `the first ${recorded.length} of ${length} bytes` : '';
  const note = [unmasked, cut].filter(Boolean).join('; ');
  const noted = note === '' ? {} : { note };
  if (opcode === 8 && payload.length >= 2) {
    const code = ((payload[0] ?? 0) << 8) | (payload[1] ?? 0);
    const codeField: ByteField = { name: 'close code', at, length: 2, value: String(code), says: 'code', ...noted };
    const reason = payload.subarray(2);
    if (reason.length === 0) return [codeField];
    return [
      codeField,
      { name: 'reason', at: at + 2, length: reason.length, value: decode(reason), says: 'reason', ...noted },
    ];
  }
  const isText = opcode === 1 || opcode === 0;
  const value = isText ? decode(payload) : toHex(payload.subarray(0, 32)) + (payload.length > 32 ? ' …' : '');
  const says = opcode === 1 ? { says: 'text' } : opcode === 2 ? { says: 'bytes' } : {};
  return [{ name: 'payload', at, length: payload.length, value, ...says, ...noted }];
}

function bitField(name: string, at: number, byte: number, shift: number, width: number, note: string): ByteField {
  const binary = byte.toString(2).padStart(8, '0');
  const own = Array.from(binary, (bit, index) => (index >= 8 - shift - width && index < 8 - shift ? bit : '·')).join(
    '',
  );
  return {
    name,
    at,
    length: 1,
    bits: `${own.slice(0, 4)} ${own.slice(4)}`,
    value: String((byte >> shift) & ((1 << width) - 1)),
    ...(note === '' ? {} : { note }),
  };
}

function lengthOf(bytes: Uint8Array, short: number, extra: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (extra === 2) return view.getUint16(2);
  return extra === 8 ? Number(view.getBigUint64(2)) : short;
}

function unmask(payload: Uint8Array, key: Uint8Array | undefined): Uint8Array {
  return key === undefined ? payload : payload.map((byte, index) => byte ^ (key[index % 4] ?? 0));
}

const decode = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const bytesPhrase = (count: number): string => (count === 1 ? '1 byte' : `${count} bytes`);
