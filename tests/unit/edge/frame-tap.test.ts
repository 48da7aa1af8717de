import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { FrameTap } from '#server/edge/frame-tap.ts';
import type { ConnectionEntry } from '#server/session/connection-link.ts';
import { clientFrame, closePayload } from '#tests/helpers/raw-client.ts';

type FrameEntry = Extract<ConnectionEntry, { kind: 'frame' }>;

function tapped(chunks: Buffer[], limits: { maxRecordedBytes?: number; maxMessageBytes?: number } = {}) {
  const entries: FrameEntry[] = [];
  const tap = new FrameTap({
    direction: 'client-to-server',
    maxRecordedBytes: 4096,
    maxMessageBytes: 1024 * 1024,
    ...limits,
    record: (entry) => entries.push(entry),
  });
  for (const chunk of chunks) tap.see(chunk);
  return { tap, entries };
}

test('records a masked text frame with its bytes as they came and its text unmasked', () => {
  const bytes = clientFrame(1, Buffer.from('héllo'));
  const { entries } = tapped([bytes]);
  expect(entries).toEqual([
    {
      actor: 'wire',
      kind: 'frame',
      direction: 'client-to-server',
      opcode: 'text',
      fin: true,
      masked: true,
      payloadBytes: 6,
      hex: bytes.toString('hex'),
      bytes: 12,
      text: 'héllo',
    },
  ]);
});

test('decodes the code and reason of a Close frame', () => {
  const { entries } = tapped([clientFrame(8, closePayload(4004, 'nicht da'))]);
  expect(entries[0]).toMatchObject({ opcode: 'close', closeCode: 4004, closeReason: 'nicht da' });
});

test('records a Close frame without a code as one without', () => {
  const { entries } = tapped([clientFrame(8, Buffer.alloc(0))]);
  expect(entries[0]).not.toHaveProperty('closeCode');
});

test('keeps the beginning of a large frame and counts the rest', () => {
  const bytes = clientFrame(1, Buffer.from('€'.repeat(1000)), { masked: false });
  const { entries } = tapped([bytes], { maxRecordedBytes: 100 });
  expect(entries[0]).toMatchObject({
    payloadBytes: 3000,
    bytes: bytes.length,
    hex: bytes.subarray(0, 100).toString('hex'),
  });
  // 100 recorded bytes are 4 of header and 96 of text: 32 characters, and none of them cut through.
  expect(entries[0]?.text).toBe('€'.repeat(32));
});

test('cuts the text of a large frame between characters', () => {
  const { entries } = tapped([clientFrame(1, Buffer.from('€'.repeat(1000)), { masked: false })], {
    maxRecordedBytes: 101,
  });
  expect(entries[0]?.text).toBe('€'.repeat(32));
});

test('names the frame that is over the limit, and what was read before it', () => {
  const whole = tapped([clientFrame(1, Buffer.alloc(11))], { maxMessageBytes: 10 });
  expect(whole.tap.oversize).toBe('11');
  const parts = [clientFrame(1, Buffer.alloc(6), { fin: false }), clientFrame(0, Buffer.alloc(5))];
  expect(tapped(parts, { maxMessageBytes: 10 }).tap.oversize).toBe('5 bytes after reading 6');
});

test('names a length of 63 bits exactly', () => {
  const { tap } = tapped([Buffer.from('82ff7fffffffffffffff00000000', 'hex')], { maxMessageBytes: 10 });
  expect(tap.oversize).toBe('9223372036854775807');
});

test('records what there is of a frame that is never finished', () => {
  const { tap, entries } = tapped([clientFrame(2, Buffer.alloc(50)).subarray(0, 20)]);
  expect(entries).toEqual([]);
  tap.end();
  expect(entries[0]).toMatchObject({ opcode: 'binary', payloadBytes: 50, bytes: 20 });
});

const frame = fc.record({
  opcode: fc.constantFrom(0, 1, 2, 8, 9, 10, 3),
  size: fc.oneof(fc.nat(200), fc.constantFrom(125, 126, 127, 65_535, 65_536, 70_000)),
  fin: fc.boolean(),
  masked: fc.boolean(),
});

test('sees the same frames however the stream is cut', () => {
  fc.assert(
    fc.property(
      fc.array(frame, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 5000 }), { minLength: 1 }),
      (frames, cuts) => {
        const stream = Buffer.concat(
          frames.map(({ opcode, size, fin, masked }) => clientFrame(opcode, Buffer.alloc(size, 'a'), { fin, masked })),
        );
        const chunks: Buffer[] = [];
        for (let at = 0, turn = 0; at < stream.length; turn += 1) {
          const size = cuts[turn % cuts.length] ?? 1;
          chunks.push(stream.subarray(at, at + size));
          at += size;
        }
        const { entries } = tapped(chunks);
        expect(entries).toEqual(tapped([stream]).entries);
        expect(entries.map(({ payloadBytes, fin, masked }) => ({ size: payloadBytes, fin, masked }))).toEqual(
          frames.map(({ size, fin, masked }) => ({ size, fin, masked })),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('never throws for any bytes', () => {
  fc.assert(
    fc.property(fc.array(fc.uint8Array({ maxLength: 64 })), (chunks) => {
      tapped(chunks.map((chunk) => Buffer.from(chunk))).tap.end();
    }),
  );
});
