import { once } from 'node:events';
import { BenchClient } from './bench-client.ts';
import { type Summary, summarize } from './statistics.ts';

/** From the message that starts the loop until `run-ended`. */
export async function measureLoopEnd(url: string, code: string, times: number): Promise<Summary> {
  const client = await BenchClient.connect(url);
  const samples: number[] = [];
  for (let time = 0; time < times; time += 1) {
    const run = client.run(code);
    const socket = client.dial(await run.started, '/ws/loop');
    await once(socket, 'open');
    const sentMs = performance.now();
    socket.send('loop');
    const { reason } = await run.ended;
    samples.push(performance.now() - sentMs);
    if (reason.name === 'stopped') throw new Error('The loop ended by itself: this measures something else.');
    socket.terminate();
  }
  client.close();
  return summarize(samples);
}
