import type { AnyEvent } from '../causes.ts';
import { bytesOf, type ByteField } from './byte-field.ts';
import { frameFields } from './frame-fields.ts';
import { httpFields } from './http-fields.ts';

/** What went over the wire in one event, decoded. */
export interface EventBytes {
  bytes: Uint8Array;
  fields: ByteField[];
  /** Bytes that went over the wire and were not kept. */
  cutBytes: number;
}

/** Undefined for an event that is no bytes. */
export function eventBytes(event: AnyEvent): EventBytes | undefined {
  if (!('hex' in event)) return undefined;
  const bytes = bytesOf(event.hex);
  const fields = event.kind === 'frame' ? frameFields(bytes) : httpFields(bytes);
  return { bytes, fields, cutBytes: Math.max(0, event.bytes - bytes.length) };
}
