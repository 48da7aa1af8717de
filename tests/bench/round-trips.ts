import { once } from 'node:events';
import WebSocket from 'ws';
import { BenchClient, closeCode, open } from './bench-client.ts';
import { REFUSE } from './handlers.ts';
import { type Summary, summarize } from './statistics.ts';

/** Rounds until V8 has compiled what a run needs, on each side. */
const WARM_UP = 1500;

export interface RoundTrips {
  bare: Summary;
  playground: Summary;
}

/**
 * From the click to what the page learns: *send `run`* until the close event of
 * the client's socket. Both sides take turns, so that whatever else the machine
 * does meets both alike.
 */
export async function measureRoundTrips(playgroundUrl: string, bareUrl: string, rounds: number): Promise<RoundTrips> {
  const client = await BenchClient.connect(playgroundUrl);
  const bareControl = await open(`${bareUrl}/control`);
  const samples = { bare: [] as number[], playground: [] as number[] };
  for (let round = -WARM_UP; round < rounds; round += 1) {
    const bareMs = await bareRound(bareControl, bareUrl);
    const playgroundMs = await playgroundRound(client);
    if (round < 0) continue;
    samples.bare.push(bareMs);
    samples.playground.push(playgroundMs);
  }
  client.close();
  bareControl.terminate();
  return { bare: summarize(samples.bare), playground: summarize(samples.playground) };
}

async function playgroundRound(client: BenchClient): Promise<number> {
  const sentMs = performance.now();
  const run = client.run(REFUSE);
  const code = await closeCode(client.dial(await run.started, '/ws/bad'));
  const elapsedMs = performance.now() - sentMs;
  expectCode(code);
  await client.stop(run);
  return elapsedMs;
}

async function bareRound(control: WebSocket, url: string): Promise<number> {
  const sentMs = performance.now();
  const echoed = once(control, 'message');
  control.send(JSON.stringify({ type: 'run', runId: '1', language: 'typescript', code: REFUSE }));
  await echoed;
  const code = await closeCode(new WebSocket(`${url}/ws/bad`, { perMessageDeflate: false }));
  const elapsedMs = performance.now() - sentMs;
  expectCode(code);
  return elapsedMs;
}

function expectCode(code: number): void {
  if (code !== 4000) throw new Error(`The client saw ${code} instead of 4000: this measures something else.`);
}
