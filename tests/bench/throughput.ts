import { BenchClient, closeCode } from './bench-client.ts';
import { REFUSE } from './handlers.ts';
import { ProcessTree } from './process-tree.ts';

/** Enough to keep one core busy while answers travel. */
const CLIENTS = 8;
/** Every worker has a V8 of its own, which compiles what is often run. After so many runs the cost of one falls no more. */
const WARM_UP_RUNS = 4_000;
const MEASURED_RUNS = 1_500;

export interface Throughput {
  runsPerSecond: number;
  /** Of the server and its runners; absent where it cannot be read. */
  cpuMsPerRun: number | undefined;
}

/** Whole runs, from `run` to `run-ended`, as fast as the server takes them: the first after its start, and those of a warm one. */
export async function measureThroughput(url: string, pid: number): Promise<{ first: Throughput; warm: Throughput }> {
  const tree = ProcessTree.isSupported() ? new ProcessTree(pid) : undefined;
  const clients = await Promise.all(Array.from({ length: CLIENTS }, () => BenchClient.connect(url)));
  const measure = async (runs: number): Promise<Throughput> => {
    const cpuBefore = tree?.cpuMs() ?? 0;
    const startedMs = performance.now();
    await runAsFastAsItGoes(clients, runs);
    const elapsedMs = performance.now() - startedMs;
    const cpuMs = (tree?.cpuMs() ?? 0) - cpuBefore;
    return { runsPerSecond: (runs * 1000) / elapsedMs, cpuMsPerRun: tree === undefined ? undefined : cpuMs / runs };
  };
  const first = await measure(MEASURED_RUNS);
  await runAsFastAsItGoes(clients, WARM_UP_RUNS - MEASURED_RUNS);
  const warm = await measure(MEASURED_RUNS);
  for (const client of clients) client.close();
  return { first, warm };
}

async function runAsFastAsItGoes(clients: readonly BenchClient[], runs: number): Promise<void> {
  let left = runs;
  await Promise.all(
    clients.map(async (client) => {
      while (left > 0) {
        left -= 1;
        const run = client.run(REFUSE);
        await closeCode(client.dial(await run.started, '/ws/bad'));
        await client.stop(run);
      }
    }),
  );
}
