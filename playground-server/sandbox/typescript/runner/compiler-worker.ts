import { workerData } from 'node:worker_threads';
import { Channel } from './channel.ts';
import { compileTypeScript } from './compile-typescript.ts';
import { beat, rest } from './heartbeat.ts';
import { writeLine } from './line.ts';
import type { WatchedData } from './watched-threads.ts';

/** Compiles one program at a time. A compiler that fails ends its thread, and with it whatever the program did to it. */
const { heartbeat, channel: number } = (workerData as { data: WatchedData }).data;

compileTypeScript('enum Warm { up }');

const channel = new Channel(number, ({ json }) => {
  beat(heartbeat);
  const compilation = compileTypeScript(JSON.parse(json) as string);
  rest(heartbeat);
  channel.write(
    compilation.ok
      ? writeLine('program', compilation.program)
      : writeLine('end', { kind: 'rejected', diagnostics: compilation.diagnostics }),
  );
});
