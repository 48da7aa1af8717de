import { expect, test } from 'vitest';
import { formatCode } from '#site/playground/editor/format-code.ts';

test('TypeScript is formatted as the examples are', async () => {
  expect(await formatCode('typescript', 'app.websocket("/x",async ws=>{await ws.accept()})')).toEqual({
    ok: true,
    code: "app.websocket('/x', async (ws) => {\n  await ws.accept();\n});\n",
  });
});

test('code that does not parse is left alone, and the first line of the reason is told', async () => {
  const formatted = await formatCode('typescript', 'await (;');
  expect(formatted.ok).toBe(false);
  if (!formatted.ok) expect(formatted.problem).toMatch(/^Expression expected/);
});
