import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { BrowserEvent, Example, Outcome } from '#content/example-schema.ts';
import { loadExamples } from '#content/load-examples.ts';
import type { TruthResult } from '#content/truth.ts';
import { LANGUAGES } from '#protocol/client-message.ts';
import { type DialledExample, dialExample } from '#tests/helpers/example-client.ts';
import type { RunningServer } from '#tests/helpers/server.ts';
import { LiveServer } from './live-server.ts';
import { liveSubject, playgroundSubject, type Subject } from './subject.ts';

type ComparedExample = Omit<TruthResult['examples'][number], 'checkedOn'>;

/** Chance decides some outcomes, on the live server too. */
const LOOKS = 3;

/** Each example's Python on the live server, beside the example in each guest. */
export async function compareExamples(
  profile: ServerProfileName,
  server: RunningServer,
): Promise<{ ok: true; examples: ComparedExample[]; differences: string[] } | { ok: false; reason: string }> {
  const live = await LiveServer.start(profile);
  if (!live.ok) return live;
  const onLive = liveSubject(live.server);
  const examples: ComparedExample[] = [];
  const differences: string[] = [];
  for (const example of loadExamples()) {
    const python = example.code.python;
    if (python === undefined || !example.clients.every(({ sees }) => profile in sees)) continue;
    for (const language of LANGUAGES) {
      const code = example.code[language];
      if (code === undefined) continue;
      const guest = playgroundSubject(server, profile, language);
      const lives = new Set<string>();
      const ours = new Set<string>();
      for (let look = 0; look < LOOKS && lives.isDisjointFrom(ours); look += 1) {
        lives.add(await seenOf(onLive, python, example, profile));
        ours.add(await seenOf(guest, code, example, profile));
      }
      await guest.close();
      const equal = !lives.isDisjointFrom(ours);
      examples.push({ slug: example.slug, profile, language, equal });
      if (!equal)
        differences.push(`${example.slug}, ${language}\n  live ${[...lives].at(-1)}\n  ours ${[...ours].at(-1)}`);
    }
  }
  await onLive.close();
  return { ok: true, examples, differences };
}

async function seenOf(
  subject: Subject,
  program: string,
  { clients }: Example,
  profile: ServerProfileName,
): Promise<string> {
  const base = await subject.load(program, true);
  const dialled: DialledExample[] = [];
  try {
    for (const client of clients) {
      const next = dialExample(base, client);
      dialled.push(next);
      await next.scriptOver;
    }
    const seen = dialled.map((client, index) => client.seen(clients[index]?.sees[profile]?.events.length ?? 0));
    return JSON.stringify((await Promise.all(seen)).map(comparable));
  } finally {
    for (const client of dialled) client.leave();
  }
}

/** npm ws calls an end clean when the Close frames were exchanged; whether the reset overtook one is the kernel's. */
function comparable({ status, events }: Outcome): Outcome {
  const told = events.map((event): BrowserEvent => {
    if (event.type !== 'close' || event.code === 1006) return event;
    return { type: 'close', code: event.code, reason: event.reason };
  });
  return { ...(status !== undefined && { status }), events: told };
}
