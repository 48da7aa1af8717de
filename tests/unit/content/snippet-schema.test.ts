import { expect, test } from 'vitest';
import { regionOf, Snippet } from '#content/snippet-schema.ts';

const FILE = 'setup()\n# region dial\n    dial()\n      more()\n    # endregion\nend()\n';

test('a region is shown without its marks and its indentation', () => {
  expect(regionOf(FILE, 'dial')).toBe('dial()\n  more()');
});

test('a whole file is shown without the marks of its regions', () => {
  expect(regionOf(FILE, undefined)).toBe('setup()\n    dial()\n      more()\nend()');
});

test('a region that is not there stops the build', () => {
  expect(() => regionOf(FILE, 'diall')).toThrow('no region "diall"');
  expect(() => regionOf('# region a\nx', 'a')).toThrow('has no end');
});

test('a snippet that is run must print something', () => {
  expect(Snippet.safeParse({ file: 'a.sh' }).success).toBe(false);
  expect(Snippet.safeParse({ file: 'a.conf', partOf: 'a.py' }).success).toBe(true);
});
