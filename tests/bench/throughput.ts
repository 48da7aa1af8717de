import { BenchClient, closeCode } from './bench-client.ts';
import { REFUSE } from './handlers.ts';
import { ProcessTree } from './process-tree.ts';

/** Enough to keep one core busy while answers travel. */
const CLIENTS = 8;
/** Until the threads that a server starts with are there, and its code is compiled. */
const WARM_UP_MS = 3_000;

export interface Throughput {
  runsPerSecond: number;
  /** Of the server and its runners; absent where it cannot be read. */
  cpuMsPerRun: number | undefined;
}

/** Whole runs, from `run` to `run-ended`, as fast as the server takes them. */
export async function measureThroughput(url: string, pid: number, seconds: number): Promise<Throughput> {
  const tree = ProcessTree.isSupported() ? new ProcessTree(pid) : undefined;
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => BenchClient.connect(url)));
  await runAsFastAsItGoes(clients, WARM_UP_MS);
  const cpuBefore = tree?.cpuMs() ?? 0;
  const startedMs = performance.now();
  const runs = await runAsFastAsItGoes(clients, seconds * 1000);
  const elapsedMs = performance.now() - startedMs;
  const cpuMs = (tree?.cpuMs() ?? 0) - cpuBefore;
  for (const client of clients) client.close();
  return { runsPerSecond: (runs * 1000) / elapsedMs, cpuMsPerRun: tree === undefined ? undefined : cpuMs / runs };
}

/** The number of runs. */
async function runAsFastAsItGoes(clients: readonly BenchClient[], ms: number): Promise<number> {
  const deadlineMs = performance.now() + ms;
  let runs = 0;
  await Promise.all(
    clients.map(async (client) => {
      while (performance.now() < deadlineMs) {
        const run = client.run(REFUSE);
        await closeCode(client.dial(await run.started, '/ws/bad'));
        await client.stop(run);
        runs += 1;
      }
    }),
  );
  return runs;
}
