import { isIPv6 } from 'node:net';

export interface Rate {
  /** Taken at once from a full bucket. */
  burst: number;
  perMinute: number;
  /** Buckets kept; the one that was used longest ago makes place, so that many addresses cost no memory. */
  maxKeys: number;
}

export type Taken = { ok: true } | { ok: false; retryAfterMs: number };

interface Bucket {
  tokens: number;
  atMs: number;
}

/** Token buckets by key. The clock is an argument, and a clock that steps back takes nothing away. */
export class RateLimit {
  readonly #rate: Rate;
  readonly #nowMs: () => number;
  readonly #buckets = new Map<string, Bucket>();

  constructor(rate: Rate, nowMs: () => number) {
    this.#rate = rate;
    this.#nowMs = nowMs;
  }

  /** Takes a token, or says when there will be one. */
  take(key: string): Taken {
    const bucket = this.#bucket(key);
    if (bucket.tokens < 1) {
      return { ok: false, retryAfterMs: Math.ceil(((1 - bucket.tokens) * 60_000) / this.#rate.perMinute) };
    }
    bucket.tokens -= 1;
    return { ok: true };
  }

  /** Whether a token is there, which stays there. */
  has(key: string): Taken {
    const taken = this.take(key);
    if (taken.ok) this.#bucket(key).tokens += 1;
    return taken;
  }

  #bucket(key: string): Bucket {
    const { burst, perMinute, maxKeys } = this.#rate;
    const nowMs = this.#nowMs();
    const bucket = this.#buckets.get(key) ?? { tokens: burst, atMs: nowMs };
    const passedMs = Math.max(0, nowMs - bucket.atMs);
    bucket.tokens = Math.min(burst, bucket.tokens + (passedMs * perMinute) / 60_000);
    bucket.atMs = nowMs;
    // Last in the order of the map is last used.
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    const [oldest] = this.#buckets.keys();
    if (this.#buckets.size > maxKeys && oldest !== undefined) this.#buckets.delete(oldest);
    return bucket;
  }
}

/** One visitor, for a limit: an IPv4 address, or the /64 that a provider gives to a home. */
export function addressKey(address: string | undefined): string {
  const plain = (address ?? '').replace(/^::ffff:(?=\d+\.)/, '').replace(/%.*$/, '');
  if (!isIPv6(plain)) return plain;
  const [head = '', tail] = plain.split('::');
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? [] : Array.from({ length: 8 - left.length - right.length }, () => '0');
  return [...left, ...zeros, ...right]
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}
