// Runs in the browser and in Node. No DOM, no node: imports.
import { parseBoundedJson } from '#protocol/bounded-json.ts';
import { SharedState } from '#protocol/shared-state.ts';

/**
 * The state of the page in the hash of its address: JSON, deflated, in
 * base64url. The hash never leaves the browser, so no server sees it and none
 * has to keep it.
 *
 * A link comes from anybody. Reading it is bounded at each step: characters,
 * then bytes while they are inflated, then depth, then the schema.
 */
const PREFIX = '#state=';

/** Two sides of a comparison with two languages each, and room to spare. */
const MAX_STATE_BYTES = 512 * 1024;
/** Deflate makes nothing much longer than it was, and base64 a third longer. */
const MAX_HASH_LENGTH = MAX_STATE_BYTES * 1.5;
const MAX_DEPTH = 6;

export type DecodedLink = { ok: true; state: SharedState } | { ok: false; problem: string };

/** The hash, with its `#`. */
export async function encodeState(state: SharedState): Promise<string> {
  const deflated = new Blob([JSON.stringify(state)]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  return PREFIX + toBase64Url(new Uint8Array(await new Response(deflated).arrayBuffer()));
}

/** Undefined when the hash holds no state at all, such as that of a heading. */
export async function decodeState(hash: string): Promise<DecodedLink | undefined> {
  if (!hash.startsWith(PREFIX)) return undefined;
  if (hash.length > MAX_HASH_LENGTH) return { ok: false, problem: 'It is longer than any link of this page.' };
  const bytes = fromBase64Url(hash.slice(PREFIX.length));
  if (bytes === undefined) return { ok: false, problem: 'It has characters that no link of this page has.' };
  const inflated = await inflate(bytes);
  if (typeof inflated === 'string') return { ok: false, problem: inflated };
  const json = parseBoundedJson(new TextDecoder().decode(inflated), MAX_STATE_BYTES, MAX_DEPTH);
  if (!json.ok) return { ok: false, problem: `What it holds ${json.problem}.` };
  const parsed = SharedState.safeParse(json.value);
  if (parsed.success) return { ok: true, state: parsed.data };
  const [issue] = parsed.error.issues;
  return { ok: false, problem: `What it holds does not fit: ${issue?.path.join('.') || 'state'}: ${issue?.message}.` };
}

/** A string is what went wrong. A bomb is cut off as soon as it is larger than any state. */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array | string> {
  const reader = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw')).getReader();
  const inflated = new Uint8Array(MAX_STATE_BYTES);
  let length = 0;
  try {
    for (let read = await reader.read(); !read.done; read = await reader.read()) {
      if (length + read.value.length > MAX_STATE_BYTES) {
        void reader.cancel().catch(() => {});
        return 'It unpacks to more than any link of this page holds.';
      }
      inflated.set(read.value, length);
      length += read.value.length;
    }
  } catch {
    // The stream's own words tell nobody anything.
    return 'It is not whole: a part of it was lost or changed on the way.';
  }
  return inflated.subarray(0, length);
}

function toBase64Url(bytes: Uint8Array): string {
  const characters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(characters).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> | undefined {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
      character.charCodeAt(0),
    );
  } catch {
    // atob says "invalid character" and no more.
    return undefined;
  }
}
