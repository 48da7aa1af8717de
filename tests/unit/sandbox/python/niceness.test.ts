import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { expect, onTestFinished, test } from 'vitest';
import { nicenessAmong, setNiceness } from '#server/sandbox/python/niceness.ts';

const hasAutogroups = existsSync('/proc/self/autogroup');
const autogroup = (pid: number): string => readFileSync(`/proc/${pid}/autogroup`, 'utf8');

function sleeper(detached: boolean): number {
  const child = spawn('sleep', ['60'], { detached, stdio: 'ignore' });
  onTestFinished(() => void child.kill('SIGKILL'));
  return child.pid ?? 0;
}

test('a run alone yields to nobody, and one among many to the server', () => {
  expect([0, 1, 3, 5, 60].map(nicenessAmong)).toEqual([0, 1, 3, 5, 5]);
});

test('a process yields as much as it is told to', async () => {
  const pid = sleeper(true);
  await setNiceness(pid, 7);
  expect(getPriority(pid)).toBe(7);
});

test.skipIf(!hasAutogroups)('a session yields to the others as a whole', async () => {
  const own = readFileSync('/proc/self/autogroup', 'utf8');
  const [one, other] = [sleeper(true), sleeper(true)];
  await Promise.all([setNiceness(one, 7), setNiceness(other, 12)]);
  expect([autogroup(one), autogroup(other)]).toEqual([
    expect.stringContaining('nice 7'),
    expect.stringContaining('nice 12'),
  ]);
  expect(readFileSync('/proc/self/autogroup', 'utf8')).toBe(own);
});

test('a process that has ended is left in peace', async () => {
  await expect(setNiceness(2 ** 22 + 1, 7)).resolves.toBeUndefined();
});
