import { serverFrame } from './ws-codec.ts';

/**
 * The only place where a Close frame to a guest's client is made. Which code
 * and reason it carries is decided in `asgi/`: a handler may close with
 * numbers that no well-behaved library would send.
 */
export function closeWith(write: (frame: Buffer[]) => void, payload: Uint8Array): void {
  write(serverFrame('close', Buffer.from(payload.buffer, payload.byteOffset, payload.byteLength)));
}
