import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { inlineScriptHashes } from '#site/integrations/csp-hashes.ts';

const hashOf = (script: string): string => `sha256-${createHash('sha256').update(script).digest('base64')}`;

test('hashes an inline script, to the byte', () => {
  expect(inlineScriptHashes('<script>\n let a = 1; </script>')).toEqual([hashOf('\n let a = 1; ')]);
});

test('hashes a script that stands on two places once', () => {
  expect(inlineScriptHashes('<script>a()</script><p></p><script type="module">a()</script>')).toEqual([hashOf('a()')]);
});

test('leaves out what a browser loads or does not run', () => {
  const html = '<script src="/a.js"></script><script type="application/json">{"a":1}</script>';
  expect(inlineScriptHashes(html)).toEqual([]);
});
