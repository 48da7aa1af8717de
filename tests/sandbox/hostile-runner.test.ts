import { afterEach, expect, test } from 'vitest';
import { LIMITS } from '#limits';
import { ContainedProcess } from '#server/sandbox/isolation/contained-process.ts';
import { TypeScriptSandbox } from '#server/sandbox/typescript/typescript-sandbox.ts';
import { TestProgram } from '#tests/helpers/typescript-guest.ts';

const CHANNELS = 16;

/**
 * A runner whose workers were all taken over. Each says at its start what `said` is, and tells its channel as the route
 * of the program that it is given.
 */
const runner = (said: string): string => `
import { writeSync } from 'node:fs';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';
const lines = (stream, onLine) => createInterface({ input: stream }).on('line', (line) => {
  const space = line.indexOf(' ');
  onLine(line.slice(0, space), JSON.parse(line.slice(space + 1)));
});
const alive = () => console.log('alive null');
lines(process.stdin, (verb, value) => {
  if (verb === 'ping') alive();
  if (verb === 'end') console.log('gone ' + JSON.stringify({ channel: value, isOverdue: false }));
  if (verb !== 'spawn') return;
  const fd = 5 + value.channel;
  const write = (text) => writeSync(fd, text);
  lines(new Socket({ fd, readable: true, writable: false }), (order) => {
    if (order === 'compile') write('program {}\\n');
    if (order === 'start') write('message ' + JSON.stringify({ type: 'ready', routes: ['/' + value.channel] }) + '\\n');
  });
  if (value.kind === 'guest') write(${JSON.stringify(said)});
}).on('close', () => process.exit());
alive();`;

const sandboxes: TypeScriptSandbox[] = [];
afterEach(async () => {
  for (const sandbox of sandboxes.splice(0)) await sandbox.close();
});

async function start(said: string): Promise<TypeScriptSandbox> {
  const stdio = ['pipe', 'pipe', 'ignore', 'ignore', 'ignore', ...Array.from({ length: CHANNELS }, () => 'pipe')];
  const sandbox = new TypeScriptSandbox({
    limits: LIMITS,
    runners: 1,
    warmWorkers: 2,
    channels: CHANNELS,
    isolation: {
      level: 'L0',
      summary: '',
      spawnRunner: () =>
        new ContainedProcess(process.execPath, ['--input-type=module', '-e', runner(said)], {
          stdio: stdio as ('pipe' | 'ignore')[],
        }),
    },
  });
  sandboxes.push(sandbox);
  await sandbox.ready();
  return sandbox;
}

async function channelOf(program: TestProgram): Promise<string | undefined> {
  return (await program.next('ready')).routes[0];
}

test('two programs at once have two workers', async () => {
  const sandbox = await start('idle\n');
  const programs = [new TestProgram(sandbox, 'a'), new TestProgram(sandbox, 'b')];
  const channels = await Promise.all(programs.map(channelOf));
  expect(new Set(channels).size).toBe(2);
});

test.each([
  ['says twice that it is idle', 'idle\nidle\n'],
  ['says what no worker says', 'idle\nhello\n'],
])('a worker that %s keeps no program', async (_title, said) => {
  const sandbox = await start(said);
  const program = new TestProgram(sandbox, 'a');
  const outcome = await Promise.race([program.ended, program.next('ready').then(() => 'started')]);
  expect(outcome).not.toBe('started');
});
