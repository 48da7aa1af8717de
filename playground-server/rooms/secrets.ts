import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';

/** 128 bits, fit for the fragment of a link. */
export function newSecret(): string {
  return randomBytes(16).toString('base64url');
}

/** Only the hash is kept. A secret of 128 random bits needs no slow one. */
export function hashOf(secret: string): Uint8Array {
  return createHash('sha256').update(secret).digest();
}

/** Takes the same time whatever is different. */
export function isSecret(secret: string, hash: Uint8Array | undefined): boolean {
  return timingSafeEqual(hashOf(secret), hash ?? hashOf(newSecret())) && hash !== undefined;
}

/** An unbiased source for join codes. */
export function randomByte(): number {
  return randomBytes(1).readUInt8();
}
