import { deflateRawSync } from 'node:zlib';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { LANGUAGES } from '#protocol/languages.ts';
import { SharedState } from '#protocol/shared-state.ts';
import { decodeState, encodeState } from '#site/playground/share/state-link.ts';

/** Every character that there is, lone surrogates left out: no encoding of text can carry those. */
const text = (maxLength: number) => fc.string({ unit: 'binary', maxLength });

const client = fc.record(
  { path: text(40), query: text(40), subprotocols: text(20), script: text(80), headers: text(40) },
  { requiredKeys: ['path', 'query', 'subprotocols', 'script'] },
);
const sideFields = {
  language: fc.constantFrom(...LANGUAGES),
  code: text(400),
  otherCode: text(400),
  server: fc.constantFrom(...SERVER_PROFILE_NAMES),
  example: fc.stringMatching(/^[a-z\d]{1,8}(-[a-z\d]{1,8}){0,3}$/),
  clients: fc.array(client, { minLength: 1, maxLength: 5 }),
  together: fc.boolean(),
};
const requiredKeys = ['language', 'code', 'server'] as const;
const side = fc.record(sideFields, { requiredKeys: [...requiredKeys] });
const state = fc.record(
  { version: fc.constant(1 as const), ...sideFields, compare: side },
  { requiredKeys: ['version', ...requiredKeys] },
);

const link = (bytes: Uint8Array): string => `#state=${Buffer.from(bytes).toString('base64url')}`;
const linkOf = (value: unknown): string => link(deflateRawSync(JSON.stringify(value)));

test('any state survives the link, every character of it', async () => {
  await fc.assert(
    fc.asyncProperty(state, async (shared) => {
      expect(await decodeState(await encodeState(shared as SharedState))).toEqual({ ok: true, state: shared });
    }),
  );
});

test('the link has only characters that nothing along the way changes', async () => {
  const hash = await encodeState({ version: 1, language: 'python', code: '# é 🙂 \u2028 <script>', server: 'daphne' });
  expect(hash).toMatch(/^#state=[\w-]+$/);
});

test('the hash of a heading is no link', async () => {
  expect(await decodeState('')).toBeUndefined();
  expect(await decodeState('#overview')).toBeUndefined();
});

const WHOLE = { version: 1, language: 'python', code: 'pass', server: 'uvicorn' };
const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

test.for<[string, string, RegExp]>([
  ['characters of no link', '#state=%%%', /characters/],
  ['bytes that are not deflated', link(Buffer.from('hello')), /not whole/],
  ['half a link', linkOf({ ...WHOLE, code: 'x = 1 # or 2\n'.repeat(9) }).slice(0, -9), /not whole/],
  ['no JSON', link(deflateRawSync('not json')), /not JSON/],
  ['a number', linkOf(1), /does not fit/],
  ['an unknown field', linkOf({ ...WHOLE, run: true }), /does not fit/],
  ['a prototype', link(deflateRawSync('{"__proto__":{"code":"x"},"language":"python","code":"x"}')), /does not fit/],
  ['another version', linkOf({ ...WHOLE, version: 2 }), /version/],
  ['a server that is none', linkOf({ ...WHOLE, server: 'constructor' }), /server/],
  ['code that is too long', linkOf({ ...WHOLE, code: 'x'.repeat(70_000) }), /code/],
  ['depth without end', linkOf({ ...WHOLE, clients: nested(60) }), /nested/],
  ['a bomb', link(deflateRawSync(Buffer.alloc(200 * 1024 * 1024))), /unpacks to more/],
  ['a hash without end', `#state=${'A'.repeat(1_000_000)}`, /longer than any link/],
])('%s is refused with what is wrong', async ([, hash, problem]) => {
  const decoded = await decodeState(hash);
  expect(decoded?.ok).toBe(false);
  if (decoded?.ok === false) expect(decoded.problem).toMatch(problem);
});

test('whatever is in a hash, it is refused or fits the schema', async () => {
  const deflated = fc.string().map((json) => link(deflateRawSync(json)));
  const bytes = fc.uint8Array({ maxLength: 200 }).map(link);
  const json = fc.object().map(linkOf);
  const raw = fc.string({ unit: 'binary' }).map((hash) => `#state=${hash}`);
  await fc.assert(
    fc.asyncProperty(fc.oneof(deflated, bytes, json, raw), async (hash) => {
      const decoded = await decodeState(hash);
      if (decoded?.ok) expect(SharedState.safeParse(decoded.state).success).toBe(true);
      else expect(decoded?.problem).toMatch(/\.$/);
    }),
  );
});
