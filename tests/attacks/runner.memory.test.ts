import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { scopeOf } from '#tests/helpers/asgi-scope.ts';
import { handler, useTypeScriptSandbox } from '#tests/helpers/typescript-guest.ts';

const { program } = useTypeScriptSandbox({ runners: 1, warmWorkers: 2 });

const HOSTILE = [
  `const kept: string[] = []; for (;;) kept.push('x'.repeat(1 << 20) + kept.length);`,
  `for (;;) console.log('x'.repeat(1000));`,
  `for (let i = 0; i < 100; i += 1) setTimeout(() => {}, 1e9); await new Promise(() => {});`,
  `const down = (): number => down() + 1; down();`,
  `await websocket.accept(); await websocket.close();`,
];

/** Resident memory of every process below this one, in MiB. */
function descendantsMiB(): number {
  const parents = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    const pid = Number(name);
    const stat = Number.isInteger(pid) && readOrNothing(`/proc/${pid}/stat`);
    if (stat) parents.set(pid, Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && (parent === process.pid || isBelow(parent));
  };
  let kib = 0;
  for (const pid of parents.keys()) {
    if (isBelow(pid)) kib += Number(/^VmRSS:\s+(\d+)/m.exec(readOrNothing(`/proc/${pid}/status`))?.[1] ?? 0);
  }
  return kib / 1024;
}

function readOrNothing(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

async function attack(index: number): Promise<void> {
  const run = await program(handler(HOSTILE[index % HOSTILE.length]!)).open(1, scopeOf());
  await Promise.race([run.outcome().catch(() => undefined), run.ended]);
  await run.stop();
}

test.runIf(process.platform === 'linux')(
  'two hundred hostile programs leave the runner no larger than it was',
  async () => {
    for (let index = 0; index < 40; index += 1) await attack(index);
    const before = descendantsMiB();
    for (let index = 0; index < 200; index += 1) await attack(index);
    await expect.poll(() => descendantsMiB() - before, { interval: 500 }).toBeLessThan(30);
  },
);
