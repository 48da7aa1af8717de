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

/** `playground-server/session/run.ts` is tested by `tests/unit/session/run.test.ts`. */
function hasUnitTest(module: string): boolean {
  const path = `tests/unit/${module.replace(/^playground-server\//, '').replace(/\.ts$/, '')}`;
  return ['.test.ts', '.neutral.test.ts', '.memory.test.ts'].some((suffix) => existsSync(path + suffix));
}

const REASONS = Object.keys(MODULES_WITHOUT_UNIT_TEST);

function covers(reason: string, module: string): boolean {
  return reason.endsWith('/') ? module.startsWith(reason) : module === reason;
}

const untested = modules.filter((module) => !hasUnitTest(module));

test('every module of the pure folders has a unit test of the same path, or a reason to have none', () => {
  expect(untested.filter((module) => !REASONS.some((reason) => covers(reason, module)))).toEqual([]);
});

test('every reason to have no unit test speaks for a module that has none', () => {
  expect(REASONS.filter((reason) => !untested.some((module) => covers(reason, module)))).toEqual([]);
});
