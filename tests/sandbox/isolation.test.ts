import { expect, test } from 'vitest';
import { probeIsolation } from '#server/sandbox/isolation/isolation.ts';
import {
  bubblewrapLauncher,
  permissionLauncher,
  plainLauncher,
  type Launcher,
} from '#server/sandbox/isolation/launchers.ts';

const bubblewrap = bubblewrapLauncher(true);

test.skipIf(bubblewrap === undefined)('under bubblewrap every attempt to escape is refused', async () => {
  const isolation = await probeIsolation([bubblewrap]);
  expect(isolation).toMatchObject({
    level: 'L2',
    summary: expect.stringContaining('every attempt to leave it was refused'),
  });
});

test('under the permission model a process can still signal the server, and that is said', async () => {
  const isolation = await probeIsolation([permissionLauncher()]);
  expect(isolation).toMatchObject({ level: 'L1', summary: expect.stringContaining('could signal the server') });
});

test('a plain child process is told for what it is', async () => {
  const isolation = await probeIsolation([plainLauncher()]);
  expect(isolation).toMatchObject({ level: 'L0', summary: expect.stringContaining('read a file') });
});

test('a launcher that starts nothing is passed over', async () => {
  const broken: Launcher = {
    description: 'broken',
    launch: (entry) => plainLauncher('', ['--no-such-flag']).launch(entry, []),
  };
  expect((await probeIsolation([undefined, broken, permissionLauncher()])).level).toBe('L1');
});
