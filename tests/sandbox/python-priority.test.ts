import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { innermostProcess } from '#server/sandbox/python/process-usage.ts';
import { PythonRun, startPythonSandbox } from '#tests/helpers/python-run.ts';
import type { PythonSandbox } from '#server/sandbox/python/python-sandbox.ts';

let sandbox: PythonSandbox;
beforeAll(async () => void (sandbox = await startPythonSandbox()));
afterAll(() => sandbox.close());

const PROGRAM = 'async def app(scope, receive, send):\n    assert scope["type"] == "websocket"\n';
const sharesOut = (pid: number): string => readFileSync(`/proc/${pid}/autogroup`, 'utf8');

test.skipIf(!existsSync('/proc/self/autogroup'))(
  'a Python never takes the server’s share of the processor',
  async () => {
    using run = new PythonRun(sandbox, PROGRAM);
    await run.first('ready');
    for (const pid of sandbox.pids.flatMap((outermost) => [outermost, innermostProcess(outermost)])) {
      expect(getPriority(pid)).toBeGreaterThan(getPriority());
      expect(sharesOut(pid)).not.toBe(sharesOut(process.pid));
      expect(sharesOut(pid)).toMatch(/nice (?:5|10)$/m);
    }
  },
);
