import { expect, test } from 'vitest';
import { parseProofs } from '#content/claim-proof.ts';
import { ERRORS } from '#content/errors.ts';
import { evidence } from './claims/proofs.ts';

/** The index is searched with what stands in somebody's log, so its texts are those of the real programs. */

test('each entry has an address of its own', () => {
  expect(new Set(ERRORS.map(({ slug }) => slug)).size).toBe(ERRORS.length);
});

test.for(ERRORS)('$type: $text is what is really raised', ({ proof, type, text }) => {
  const texts = parseProofs(proof).map((each) => evidence(each));
  expect(texts).not.toContain(undefined);
  const said = texts.join('\n').replaceAll(String.raw`\"`, '"');
  expect(said).toContain(text === '' ? `"type":"${type}","message":""` : text);
  expect(said).toContain(type.split('.').at(-1));
});
