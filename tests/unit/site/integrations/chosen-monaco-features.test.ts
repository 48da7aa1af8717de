import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { expect, test } from 'vitest';
import { withoutFeatures } from '#site/integrations/chosen-monaco-features.ts';

const FILE = createRequire(import.meta.url).resolve('monaco-editor/internal/common/workers');

test('what starts the workers brings no feature with it, and keeps what it needs itself', () => {
  const source = readFileSync(FILE, 'utf8');
  expect(source).toContain("folding.js'");
  const left = withoutFeatures(FILE, source);
  expect(left).not.toMatch(/^import '/m);
  expect(left).toContain('import { editor }');
  expect(left).toContain('createWebWorker');
});

test('leaves every other file alone', () => {
  expect(withoutFeatures('/site/a.ts', "import './b.css';\n")).toBeUndefined();
});
