import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { Language } from '#protocol/client-message.ts';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ControlClient } from '#tests/helpers/control-client.ts';
import type { RunningServer } from '#tests/helpers/server.ts';
import type { LiveServer } from './live-server.ts';
import { TRUTH_FOLDER } from './python-environment.ts';
import { type Met, metInPlayground, metOnServer } from './met.ts';

/** Something that runs handlers behind a socket: a real server, or the playground with one of its guests. */
export interface Subject {
  /**
   * Runs a program from now on, and gives the address below which its paths are. One that runs already goes on, unless
   * it must be `fresh`, without what earlier clients have left in it.
   */
  load(program: string, fresh?: boolean): Promise<string>;
  /** What each client's handler met, by the client's `x-ordering` header, after handlers have had `settleMs` to end. */
  met(settleMs: number): Promise<Map<string, Met>>;
  close(): Promise<void>;
}

export function liveSubject(server: LiveServer): Subject {
  let loaded: string | undefined;
  return {
    async load(program, fresh = false) {
      if (fresh || program !== loaded) await server.load(program);
      loaded = program;
      return server.socketUrl;
    },
    async met(settleMs) {
      return new Map((await server.met(settleMs)).map((run) => [run.key, metOnServer(run)]));
    },
    close: () => server[Symbol.asyncDispose](),
  };
}

/** The playground's limits are for learners; here a program has hundreds of handlers, and clients by the dozen. */
export const ROOM_FOR_ORDERINGS = [
  ...['--log-level', 'warn', '--max-code-bytes', '2000000', '--max-control-message-bytes', '4000000'],
  ...['--max-connections-per-run', '500', '--max-handlers-per-run', '2000', '--max-timeline-events', '1000000'],
  ...['--max-timeline-bytes', '500000000', '--run-cpu-ms', '600000', '--python-run-cpu-ms', '600000'],
  ...['--load-ms', '60000', '--python-load-ms', '60000', '--compile-ms', '20000', '--turn-cpu-ms', '5000'],
  ...['--turn-kill-ms', '10000', '--python-soft-turn-ms', '8000', '--python-turn-ms', '15000'],
  ...['--max-timers', '2000', '--max-turn-messages', '20000', '--idle-ms', '600000'],
];

/** Longer than the server waits, so that its own reason is heard. */
const START_MS = 75_000;
const MAX_PRINTED = 4_000;

export function playgroundSubject(server: RunningServer, profile: ServerProfileName, language: Language): Subject {
  let control: ControlClient | undefined;
  let loaded: { program: string; base: string } | undefined;
  const close = async (): Promise<void> => {
    await control?.[Symbol.asyncDispose]();
    control = undefined;
    loaded = undefined;
  };
  return {
    async load(program, fresh = false) {
      if (!fresh && loaded?.program === program) return loaded.base;
      await close();
      control = await ControlClient.connect(server.socketUrl, START_MS);
      const { socketPath } = await control
        .run(program, { language, server: profile })
        .catch((error: unknown) => Promise.reject(didNotStart(error, { server, profile, language, program })));
      loaded = { program, base: `${server.socketUrl}${socketPath}` };
      return loaded.base;
    },
    async met(settleMs) {
      await sleep(settleMs);
      const met = metByKey(control?.timeline() ?? []);
      return profile === 'uvicorn-legacy' ? new Map([...met].map(([key, one]) => [key, asOlderStarlette(one)])) : met;
    },
    close,
  };
}

/** What it takes to look into it: the program, which may be long, is kept in a file. */
function didNotStart(
  cause: unknown,
  failed: { server: RunningServer; profile: ServerProfileName; language: Language; program: string },
): Error {
  const { server, profile, language, program } = failed;
  mkdirSync(TRUTH_FOLDER, { recursive: true });
  const path = join(TRUTH_FOLDER, `did-not-start.${language === 'python' ? 'py' : 'ts'}`);
  writeFileSync(path, program);
  const printed = server.output().slice(-MAX_PRINTED).trim();
  return new Error(
    `A ${language} program under the profile ${profile} did not start: ${(cause as Error).message}\n` +
      `The program is in ${path}. The playground's server printed:\n${printed}`,
    { cause },
  );
}

/** Starlette 0.46, which runs on the legacy server, raises the base class. */
function asOlderStarlette({ handler, log }: Met): Met {
  return { handler: handler.map((line) => line.replace(/\bWebSocketDisconnected:/, 'RuntimeError:')), log };
}

function metByKey(timeline: ReturnType<ControlClient['timeline']>): Map<string, Met> {
  const met = new Map<string, Met>();
  for (const events of Map.groupBy(timeline, ({ connection }) => connection).values()) {
    const request = events.find((event) => event.kind === 'upgrade-request');
    const key = request?.headers.find(([name]) => name.toLowerCase() === 'x-ordering')?.[1];
    if (key !== undefined) met.set(key, metInPlayground(events));
  }
  return met;
}
