import { expect, test } from 'vitest';
import { wrapClaims } from '#site/integrations/claims-in-paragraphs.ts';

test('a paragraph that begins with a claim becomes a paragraph', () => {
  const source =
    '## Heading\n\n<Claim by="x">\n  The server answers.\n</Claim>\nMore of it.\n\nText <Claim by="y">a</Claim>.\n';
  expect(wrapClaims(source)).toBe(
    '## Heading\n\n<p><Claim by="x">The server answers.</Claim> More of it.</p>\n\nText <Claim by="y">a</Claim>.\n',
  );
});

test('lists and components stay as they are', () => {
  const source = '- <Claim by="x">a</Claim>\n- b\n\n<Run example="x" />\n';
  expect(wrapClaims(source)).toBe(source);
});
