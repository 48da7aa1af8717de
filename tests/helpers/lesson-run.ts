import { WebSocket as NodeWebSocket } from 'ws';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { Lesson } from '#content/lesson-schema.ts';
import type { Language } from '#protocol/client-message.ts';
import { GuestClient } from '#site/playground/connection/guest-client.ts';
import type { BrowserEvent } from '#site/playground/timeline/browser-event.ts';
import { dialLesson } from '#site/workshop/dial-lesson.ts';
import { grade, type Grade } from '#site/workshop/grading/grade.ts';
import { runFacts, type RunFacts } from '#site/workshop/grading/run-facts.ts';
import { ControlClient } from './control-client.ts';

/** npm ws under the browser's interface: the page's own client dials with it, unchanged. */
class BrowserLikeWebSocket extends NodeWebSocket {
  constructor(url: string, protocols: string[]) {
    super(url, protocols, { perMessageDeflate: false });
  }
}

export interface GradedRun {
  grade: Grade;
  facts: RunFacts;
}

/** Runs one answer to an exercise on the real server, lets its clients dial, and grades what they saw. */
export async function gradeAnswer(
  socketUrl: string,
  lesson: Lesson,
  answer: { language: Language; code: string; profile?: ServerProfileName | undefined },
): Promise<GradedRun> {
  globalThis.WebSocket = BrowserLikeWebSocket as unknown as typeof WebSocket;
  await using control = await ControlClient.connect(socketUrl);
  const { language, code, profile = lesson.profiles[0] ?? 'uvicorn' } = answer;
  const started = performance.now();
  const { socketPath } = await control.run(code, { language, server: profile });
  const browser: BrowserEvent[] = [];
  const guests: GuestClient[] = [];
  const names = await dialLesson(lesson, {
    isCurrent: () => true,
    async settled() {
      control.send({ type: 'settle', runId: 'run' });
      await control.message(({ type }) => type === 'run-settled' || type === 'run-ended');
    },
    connect(client, { path, protocols, script }, onEntry) {
      const guest = new GuestClient({
        url: `${socketUrl}${socketPath}~${client}${path}`,
        path,
        protocols,
        script,
        record(entry) {
          browser.push({ ...entry, client, atMs: performance.now() - started });
          onEntry?.(entry);
        },
      });
      guests.push(guest);
      return guest;
    },
  });
  if (names === undefined) throw new Error('nothing takes over a run of a test');
  const facts = runFacts(browser, control.timeline(), names);
  control.send({ type: 'stop', runId: 'run' });
  await control.next('run-ended');
  return { facts, grade: grade(lesson, facts) };
}
