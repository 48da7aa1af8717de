import { existsSync, globSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { expect, test } from 'vitest';
import { MODULES_WITHOUT_UNIT_TEST } from './modules-without-unit-test.ts';

/** Where the modules are that decide something and touch nothing. */
const PURE = [
  'content/*.ts',
  'playground-server/*.ts',
  'playground-server/{protocol,asgi,session}/**/*.ts',
  'playground-server/sandbox/guest/**/*.ts',
  'scripts/*.ts',
  'site/**/*-{state,layout,policy}.ts',
];

const modules = globSync(PURE).filter((path) => leavesCode(path));

/** A module of types and comments leaves nothing to test. */
function leavesCode(path: string): boolean {
  const javaScript = stripTypeScriptTypes(readFileSync(path, 'utf8'));
  return /\w/.test(javaScript.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*|^export \{\};?$/gm, ''));
}

function hasUnitTest(module: string): boolean {
  const path = `tests/unit/${module.slice(0, -'.ts'.length)}`;
  return ['.test.ts', '.neutral.test.ts', '.memory.test.ts'].some((suffix) => existsSync(path + suffix));
}

test('every module of the pure folders has a unit test of the same path, or a reason to have none', () => {
  const untested = modules.filter((module) => !hasUnitTest(module));
  expect(untested.filter((module) => MODULES_WITHOUT_UNIT_TEST[module] === undefined)).toEqual([]);
});

test('no reason to have no unit test outlives its module or the lack', () => {
  const outlived = Object.keys(MODULES_WITHOUT_UNIT_TEST).filter(
    (module) => !modules.includes(module) || hasUnitTest(module),
  );
  expect(outlived).toEqual([]);
});
