import { expect, test } from 'vitest';
import { useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox();

async function diagnosticsOf(code: string) {
  const end = await program(code).ended;
  return end.kind === 'rejected' ? end.diagnostics : end;
}

test.each([
  ['a syntax error', 'const a = 1;\nconst b = ;\n', { line: 2, column: 11, endLine: 2, endColumn: 12 }],
  ['a type where none can be', 'const x: = 1;', { line: 1, column: 10, endLine: 1, endColumn: 11 }],
  ['what only the engine refuses', 'let a = 1;\nlet a = 2;', { line: 2 }],
  ['import equals of a module', `import fs = require('fs');`, { line: 1 }],
])('%s is a marker', async (_title, code, position) => {
  expect(await diagnosticsOf(code)).toMatchObject([{ ...position, severity: 'error' }]);
});

test.each([
  [`import fs from 'node:fs';`, 16],
  [`import './other.ts';`, 8],
  [`import { app } from "playground/app.ts";`, 21],
  [`export * from 'runtime/boot.ts';`, 15],
  [`import 'sandbox/guest/runtime/boot.ts';`, 8],
])('%s says what can be imported', async (code, column) => {
  expect(await diagnosticsOf(`\n${code}`)).toMatchObject([
    { line: 2, column, message: expect.stringContaining(`a handler can import from 'playground' only`) },
  ]);
});

test('a name that the library does not have is marked where it is imported', async () => {
  expect(await diagnosticsOf(`import { app, nope } from 'playground';`)).toMatchObject([
    { line: 1, column: 15, endColumn: 19, message: expect.stringContaining("'nope'") },
  ]);
});

test('what throws while the program is loaded is told as an exception and as a marker', async () => {
  const end = await program(`const a = 1;\nthrow new RangeError('early');`).ended;
  expect(end).toMatchObject({
    kind: 'rejected',
    exception: { type: 'RangeError', message: 'early', line: 2 },
    diagnostics: [{ line: 2, message: 'RangeError: early' }],
  });
});

test('a program may wait before it declares its routes', async () => {
  const run = program(
    `import { app, sleep } from 'playground';\nawait sleep(0.01);\napp.websocket('/late', () => {});`,
  );
  expect((await run.next('ready')).routes).toEqual(['/late']);
  await run.stop();
});

test('a program over the size limit is refused before anybody reads it', async () => {
  expect(await program(`// ${'x'.repeat(64 * 1024)}`).ended).toEqual({ kind: 'limit', limit: 'maxCodeBytes' });
});

test('a program of 64 KiB of brackets costs its author only', async () => {
  expect(await diagnosticsOf('('.repeat(64 * 1024))).toMatchObject([
    { message: expect.stringContaining('nested too deeply') },
  ]);
  const run = program(`enum A { b }\nconsole.log(A.b);`);
  expect((await run.next('console')).text).toBe('0');
  await run.stop();
});
