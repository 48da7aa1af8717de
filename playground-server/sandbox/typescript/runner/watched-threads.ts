import type { Worker, WorkerOptions } from 'node:worker_threads';
import { createHeartbeat, turnCpuMs, turnMs, turnStartMs, type Heartbeat } from './heartbeat.ts';
import type { Gone, Spawn } from './line.ts';
import { startStrippedWorker } from './stripped-worker.ts';

/** How often the watchdog looks: a native loop lives at most this much longer than it may. */
const WATCHDOG_MS = 25;
/** A thread that gets a tenth of a core is starved, not stuck; beyond that nobody can wait for it. */
const WALL_PER_CPU = 10;

/** What a thread finds in its data, beside what its kind needs. */
export interface WatchedData {
  /** Its own way to the server. */
  channel: number;
  heartbeat: Heartbeat;
}

export interface ThreadKind {
  entry: string;
  data: object;
  resourceLimits: NonNullable<WorkerOptions['resourceLimits']>;
  /** CPU that one turn may use before the thread is ended amid it. */
  maxTurnCpuMs: number;
}

interface WatchedThread {
  worker: Worker;
  heartbeat: Heartbeat;
  maxTurnCpuMs: number;
  /** The watchdog waits to hear what the thread has used. */
  isMeasured: boolean;
  isOverdue: boolean;
}

/** The threads of a runner: started and ended as the server says, and ended when a turn takes too long. */
export class WatchedThreads {
  readonly #kinds: Record<Spawn['kind'], ThreadKind>;
  readonly #onGone: (gone: Gone) => void;
  readonly #threads = new Map<number, WatchedThread>();

  constructor(kinds: Record<Spawn['kind'], ThreadKind>, onGone: (gone: Gone) => void) {
    this.#kinds = kinds;
    this.#onGone = onGone;
    setInterval(() => this.#endOverdue(), WATCHDOG_MS);
  }

  spawn({ channel, kind }: Spawn): void {
    const { entry, data, resourceLimits, maxTurnCpuMs } = this.#kinds[kind];
    const heartbeat = createHeartbeat();
    const watched: WatchedData = { channel, heartbeat };
    const worker = startStrippedWorker(
      entry,
      { ...data, ...watched },
      { env: {}, stdout: true, stderr: true, resourceLimits },
    );
    const thread: WatchedThread = { worker, heartbeat, maxTurnCpuMs, isMeasured: false, isOverdue: false };
    this.#threads.set(channel, thread);
    // The exit that follows is what counts.
    worker.on('error', () => {});
    worker.on('exit', () => {
      this.#threads.delete(channel);
      this.#onGone({ channel, isOverdue: thread.isOverdue });
    });
  }

  end(channel: number): void {
    void this.#threads.get(channel)?.worker.terminate();
  }

  #endOverdue(): void {
    for (const thread of this.#threads.values()) {
      const ranMs = turnMs(thread.heartbeat);
      if (ranMs > thread.maxTurnCpuMs * WALL_PER_CPU) endAsOverdue(thread);
      else if (ranMs > thread.maxTurnCpuMs && !thread.isMeasured) void endIfCpuIsUsed(thread);
    }
  }
}

/** V8 answers for a thread also amid a native loop, between two steps of its machine code. */
async function endIfCpuIsUsed(thread: WatchedThread): Promise<void> {
  const { heartbeat, worker, maxTurnCpuMs } = thread;
  const startMs = turnStartMs(heartbeat);
  thread.isMeasured = true;
  // A thread that has exited in the meantime is beyond measuring.
  const usage = await worker.cpuUsage().catch(() => undefined);
  thread.isMeasured = false;
  const isSameTurn = turnStartMs(heartbeat) === startMs;
  if (usage !== undefined && isSameTurn && turnCpuMs(heartbeat, usage) > maxTurnCpuMs) endAsOverdue(thread);
}

function endAsOverdue(thread: WatchedThread): void {
  thread.isOverdue = true;
  void thread.worker.terminate();
}
