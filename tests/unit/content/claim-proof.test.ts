import { expect, test } from 'vitest';
import { parseProofs } from '#content/claim-proof.ts';

test('several proofs stand beside each other', () => {
  expect(parseProofs('anti-pattern truth:close_before_accept table:close-codes')).toEqual([
    { kind: 'example', slug: 'anti-pattern' },
    { kind: 'truth', id: 'close_before_accept' },
    { kind: 'table', name: 'close-codes' },
  ]);
});

test('a standard is named with its section', () => {
  expect(parseProofs('spec:rfc6455#section-7.4.1')).toEqual([
    { kind: 'spec', title: 'RFC 6455', url: 'https://datatracker.ietf.org/doc/html/rfc6455#section-7.4.1' },
  ]);
});

test.for(['', 'table:none', 'spec:rfc1', 'Anti Pattern!', 'hearsay:x'])('"%s" proves nothing', (by) => {
  expect(() => parseProofs(by)).toThrow('<Claim by=');
});
