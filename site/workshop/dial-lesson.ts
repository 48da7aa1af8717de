import type { Lesson, LessonClient } from '#content/lesson-schema.ts';
import type { ClientStep } from '#content/example-schema.ts';
import type { LiveRun } from '../playground/live-run.ts';
import { withQuery } from '../playground/connection/guest-url.ts';
import { describeForPolicy, readPolicy } from './reconnect-answer.ts';
import { WatchedClient } from './watched-client.ts';

/** A handler that never answers must not hold the grade back for the thirty seconds that the server gives it. */
const SCRIPT_MS = 5_000;
/** For a close that a check expects. Only a wrong answer waits for all of it, and a busy machine needs some. */
const CLOSE_MS = 3_000;
/** That a connection stays open can only be seen by waiting. */
const WATCH_MS = 500;
/** A handler may do something a moment after its client has left. */
const SETTLE_MS = 150;
/** Then the handlers may compute for so long, on the slowest machine; a limit ends what computes for ever. */
const COMPUTE_MS = 20_000;
/** Of one client that reconnects: what a storm comes to need not be counted to its end. */
const MAX_ATTEMPTS = 20;
/** In which it must have made them, on the slowest machine. */
const ATTEMPTS_MS = 20_000;

interface Attempt {
  of?: string;
  name: string;
  protocols?: string[];
  script?: readonly ClientStep[];
}

type Dialling = Pick<LiveRun, 'connect' | 'isCurrent' | 'settled'>;

/**
 * Lets the clients of an exercise dial as its file says, and watches them
 * until there is nothing more to expect. Resolves with the names of the
 * clients by their numbers, or `undefined` when another run has taken over.
 */
export async function dialLesson(
  { clients, checks }: Pick<Lesson, 'clients' | 'checks'>,
  run: Dialling,
): Promise<ReadonlyMap<number, string> | undefined> {
  const names = new Map<number, string>();
  const dialled = new Map<string, WatchedClient>();
  let lastNumber = 0;
  /** Without `of` it is nobody's attempt, and is not graded. */
  const connect = (path: string, { of, name, protocols = [], script = [] }: Attempt): WatchedClient => {
    lastNumber += 1;
    if (of !== undefined) names.set(lastNumber, of);
    return new WatchedClient((onEntry) => run.connect(lastNumber, { name, path, protocols, script }, onEntry));
  };

  let before: Promise<unknown>[] = [];
  for (const client of clients) {
    if (client.dials === 'after') {
      await Promise.all(before);
      before = [];
    }
    if (!run.isCurrent()) return undefined;
    before.push(dial(client));
  }
  await Promise.all(before);
  const closing = clients.filter(({ name }) => mustClose(name, checks)).map(({ name }) => dialled.get(name)?.closed);
  await Promise.race([Promise.all(closing), sleep(CLOSE_MS)]);
  await Promise.race([Promise.all([...dialled.values()].map(({ closed }) => closed)), sleep(WATCH_MS)]);
  await sleep(SETTLE_MS);
  await Promise.race([run.settled(), sleep(COMPUTE_MS)]);
  return run.isCurrent() ? names : undefined;

  async function dial(client: LessonClient): Promise<void> {
    const path = withQuery(client.path, client.query);
    if (client.reconnects !== undefined) return keepDialling(client, path, client.reconnects);
    const script = client.script.map((step): ClientStep =>
      step.do === 'send-record' ? { do: 'send', text: JSON.stringify(dialled.get(step.of)?.seen ?? []) } : step,
    );
    const watched = connect(path, { of: client.name, name: client.name, protocols: client.subprotocols, script });
    dialled.set(client.name, watched);
    await Promise.race([watched.finished, sleep(SCRIPT_MS)]);
  }

  /** Asks the learner's policy after each close, over a real socket, and does what it says. */
  async function keepDialling(
    { name, subprotocols }: LessonClient,
    path: string,
    { policyPath, forMs }: NonNullable<LessonClient['reconnects']>,
  ): Promise<void> {
    const policy = connect(policyPath, { name: `policy of ${name}` });
    const timeUp = sleep(ATTEMPTS_MS);
    await Promise.race([policy.finished, timeUp]);
    let waitedMs = 0;
    for (let attempt = 1; attempt <= MAX_ATTEMPTS && run.isCurrent(); attempt += 1) {
      const watched = connect(path, { of: name, name: `${name}, attempt ${attempt}`, protocols: subprotocols });
      dialled.set(name, watched);
      await Promise.race([watched.closed, timeUp]);
      const question = describeForPolicy(attempt, watched.seen);
      if (question === undefined) return;
      policy.send(question);
      const answer = readPolicy(await Promise.race([policy.nextMessage(), policy.closed, timeUp]));
      if (answer.kind !== 'wait') return;
      waitedMs += answer.ms;
      if (waitedMs >= forMs) return;
      await sleep(answer.ms);
    }
  }
}

/** Whether a check expects that the socket of a client closes. */
function mustClose(name: string, checks: Lesson['checks']): boolean {
  return checks.some(
    (check) =>
      check.check === 'sees' &&
      check.client === name &&
      check.events.every((patterns) => patterns.at(-1)?.type === 'close'),
  );
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, ms);
  });
}
