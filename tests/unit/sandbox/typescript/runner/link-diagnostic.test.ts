import { expect, test } from 'vitest';
import { linkDiagnostic } from '#server/sandbox/typescript/runner/link-diagnostic.ts';

const failure = { name: 'SyntaxError', message: 'no', stack: '', refusedImport: undefined };

test('the position that the engine gives is the marker', () => {
  expect(linkDiagnostic('', { ...failure, stack: '    at handler.ts:3:7\n' })).toMatchObject({
    line: 3,
    column: 7,
    endColumn: 8,
    message: 'SyntaxError: no',
  });
});

test('a refused import is marked with its quotes, whatever its name holds', () => {
  const source = `const a = 1;\nimport b from "we.ir(d";`;
  expect(linkDiagnostic(source, { ...failure, message: 'refused', refusedImport: 'we.ir(d' })).toMatchObject({
    line: 2,
    column: 15,
    endColumn: 24,
    message: 'refused',
  });
});

test('a name that is too long to look for is refused all the same', () => {
  const refusedImport = 'a'.repeat(60_000);
  const source = `\nimport '${refusedImport}';`;
  expect(linkDiagnostic(source, { ...failure, message: 'refused', refusedImport })).toMatchObject({
    line: 1,
    message: 'refused',
  });
});

test('without a position and a text to find, the beginning is marked', () => {
  expect(linkDiagnostic('x', failure)).toMatchObject({ line: 1, column: 1 });
});
