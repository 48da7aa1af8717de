import type { Writable } from 'node:stream';
import * as ws from 'ws';

/**
 * The two halves of ws's codec without its WebSocket class, which would
 * soften what this server must do: it refuses to send the close codes that a
 * handler may well send, echoes and ends TCP as it sees fit, and never tells of
 * a FIN. ws exports both; its type package leaves them out.
 */

export interface FrameReceiver extends Writable {
  on(event: 'message', listener: (data: Buffer, isBinary: boolean) => void): this;
  on(event: 'ping' | 'pong', listener: (data: Buffer) => void): this;
  /** A Close frame; 1005 when it carries no code. */
  on(event: 'conclude', listener: (code: number, reason: Buffer) => void): this;
  on(event: 'error', listener: (error: Error & { code?: string }) => void): this;
  on(event: string, listener: (...values: never[]) => void): this;
}

interface Codec {
  Receiver: new (options: {
    isServer: boolean;
    maxPayload: number;
    maxFragments: number;
    allowSynchronousEvents: boolean;
  }) => FrameReceiver;
  Sender: {
    frame(
      data: Buffer | string,
      options: { fin: boolean; rsv1: boolean; opcode: number; mask: boolean; readOnly: boolean },
    ): (Buffer | string)[];
  };
}

const { Receiver, Sender } = ws as unknown as Codec;

export function frameReceiver(maxMessageBytes: number, maxFragments: number): FrameReceiver {
  return new Receiver({ isServer: true, maxPayload: maxMessageBytes, maxFragments, allowSynchronousEvents: true });
}

export const OPCODE = { text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

/** One unfragmented frame, unmasked as a server's must be. */
export function serverFrame(opcode: keyof typeof OPCODE, payload: Buffer): Buffer[] {
  const options = { fin: true, rsv1: false, opcode: OPCODE[opcode], mask: false, readOnly: true };
  return Sender.frame(payload, options) as Buffer[];
}
