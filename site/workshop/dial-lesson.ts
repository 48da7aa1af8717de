import type { Lesson, LessonClient } from '#content/lesson-schema.ts';
import type { ClientStep } from '#content/example-schema.ts';
import type { LiveRun } from '../playground/playground.ts';
import { withQuery } from '../playground/connection/guest-url.ts';
import { describeForPolicy, readPolicy } from './reconnect-answer.ts';
import { WatchedClient } from './watched-client.ts';

/** A handler that never answers must not hold the grade back for the thirty seconds that the server gives it. */
const SCRIPT_MS = 5_000;
/** The server's own events of an ending follow it in a batch. */
const SETTLE_MS = 150;
/** Of one client that reconnects: what a storm comes to need not be counted to its end. */
const MAX_ATTEMPTS = 40;

type Dialling = Pick<LiveRun, 'connect' | 'isCurrent'>;

/**
 * Lets the clients of an exercise dial as its file says, and watches them
 * until there is nothing more to expect. Resolves with the names of the
 * clients by their numbers, or `undefined` when another run has taken over.
 */
export async function dialLesson(
  { clients, watchMs }: Pick<Lesson, 'clients' | 'watchMs'>,
  run: Dialling,
): Promise<ReadonlyMap<number, string> | undefined> {
  const names = new Map<number, string>();
  const dialled = new Map<string, WatchedClient>();
  let lastNumber = 0;
  const connect = (path: string, options: { name?: string; protocols?: string[]; script?: readonly ClientStep[] }) => {
    lastNumber += 1;
    if (options.name !== undefined) names.set(lastNumber, options.name);
    return new WatchedClient((onEntry) =>
      run.connect(lastNumber, { path, protocols: options.protocols ?? [], script: options.script ?? [] }, onEntry),
    );
  };

  let before: Promise<unknown>[] = [];
  for (const client of clients) {
    if (client.dials === 'after') {
      await Promise.race([Promise.all(before), sleep(SCRIPT_MS)]);
      before = [];
    }
    if (!run.isCurrent()) return undefined;
    before.push(dial(client));
  }
  await Promise.race([Promise.all(before), sleep(SCRIPT_MS)]);
  await Promise.race([Promise.all([...dialled.values()].map(({ closed }) => closed)), sleep(watchMs)]);
  await sleep(SETTLE_MS);
  return run.isCurrent() ? names : undefined;

  async function dial(client: LessonClient): Promise<void> {
    const path = withQuery(client.path, client.query);
    if (client.reconnects !== undefined) return keepDialling(client, path, client.reconnects);
    const script = client.script.map((step): ClientStep =>
      step.do === 'send-record' ? { do: 'send', text: JSON.stringify(dialled.get(step.of)?.seen ?? []) } : step,
    );
    const watched = connect(path, { name: client.name, protocols: client.subprotocols, script });
    dialled.set(client.name, watched);
    await watched.finished;
  }

  /** Asks the learner's policy after each close, over a real socket, and does what it says. */
  async function keepDialling(
    { name, subprotocols }: LessonClient,
    path: string,
    { policyPath, forMs }: NonNullable<LessonClient['reconnects']>,
  ): Promise<void> {
    const policy = connect(policyPath, {});
    await policy.finished;
    const endsAtMs = performance.now() + forMs;
    const rest = (): Promise<unknown> => sleep(Math.max(0, endsAtMs - performance.now()));
    for (let attempt = 1; attempt <= MAX_ATTEMPTS && run.isCurrent(); attempt += 1) {
      const watched = connect(path, { name, protocols: subprotocols });
      dialled.set(name, watched);
      await Promise.race([watched.closed, rest()]);
      const question = describeForPolicy(attempt, watched.seen);
      if (question === undefined || performance.now() >= endsAtMs) return;
      policy.send(question);
      const answer = readPolicy(await Promise.race([policy.nextMessage(), policy.closed, rest()]));
      if (answer.kind !== 'wait') return;
      await Promise.race([sleep(answer.ms), rest()]);
      if (performance.now() >= endsAtMs) return;
    }
  }
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
