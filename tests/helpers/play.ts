import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

/** The lines that `npm run play` prints, as they come; it ends with the test. */
export function play(serverUrl: string, ...args: string[]): AsyncIterator<string> {
  const child = spawn(process.execPath, ['scripts/play.ts', ...args, '--url', serverUrl]);
  onTestFinished(() => void child.kill());
  return createInterface({ input: child.stdout })[Symbol.asyncIterator]();
}

export async function lineWith(lines: AsyncIterator<string>, part: string): Promise<string> {
  for (let next = await lines.next(); !next.done; next = await lines.next())
    if (next.value.includes(part)) return next.value;
  throw new Error(`ended without "${part}"`);
}
