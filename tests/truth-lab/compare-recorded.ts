import type { View } from '#content/truth.ts';
import type { Page } from 'playwright-core';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { chromiumOutcomes } from '#tests/helpers/chromium-outcome.ts';
import { comparable, sendHelperAhead } from '#tests/helpers/recorded-outcome.ts';
import type { RunningServer } from '#tests/helpers/server.ts';
import { batchFor, recordedBatches } from './batches.ts';
import { type Comparison, compareBatch, type Observe, type Subjects } from './compare.ts';
import { LiveServer } from './live-server.ts';
import { observeRaw, observeWs } from './observe.ts';
import { liveSubject, playgroundSubject } from './subject.ts';

export type ClientKind = 'raw' | 'ws' | 'chromium';

export interface RecordedComparison {
  versions: Record<string, string>;
  comparisons: Comparison[];
}

export interface CompareOptions {
  server: RunningServer;
  clients: readonly ClientKind[];
  /** One for each side, when Chromium is among the clients. */
  pages?: readonly [live: Page, python: Page, typescript: Page];
  progress?: (text: string) => void;
}

/** Only uvicorn's lines can be told apart by connection. */
const LOGGED: readonly ServerProfileName[] = ['uvicorn', 'uvicorn-wsproto'];

/** Every recorded ordering on one live server and in both guests, by each client; or why the server cannot run here. */
export async function compareRecorded(
  profile: ServerProfileName,
  { server, clients, pages, progress = () => {} }: CompareOptions,
): Promise<({ ok: true } & RecordedComparison) | { ok: false; reason: string }> {
  const comparisons: Comparison[] = [];
  let versions: Record<string, string> = {};
  for (const client of clients) {
    // Each pass has a server of its own, because one of the orderings spoils daphne for good.
    const live = await LiveServer.start(profile);
    if (!live.ok) return live;
    versions = live.server.versions;
    const subjects: Subjects = {
      live: liveSubject(live.server),
      python: playgroundSubject(server, profile, 'python'),
      typescript: playgroundSubject(server, profile, 'typescript'),
    };
    const views = viewsOf(client, profile);
    const observe = observerOf(client, subjects, pages);
    for (const batch of recordedBatches()) {
      const part = client === 'raw' ? batch : batchFor(batch, profile, client);
      if (part.orderings.length > 0) comparisons.push(...(await compareBatch(subjects, part, views, observe)));
    }
    await Promise.all(Object.values(subjects).map((subject) => subject.close()));
    progress(`${profile}, ${client}: done`);
  }
  return { ok: true, versions, comparisons };
}

function viewsOf(client: ClientKind, profile: ServerProfileName): View[] {
  if (client !== 'raw') return [client];
  return LOGGED.includes(profile) ? ['raw', 'handler', 'log'] : ['raw', 'handler'];
}

function observerOf(client: ClientKind, subjects: Subjects, pages: CompareOptions['pages']): Observe {
  if (client === 'raw') return observeRaw;
  if (client === 'ws') return (_subject, base, batch) => observeWs(base, batch);
  return async (subject, base, { orderings }) => {
    const page = pages?.[[subjects.live, subjects.python, subjects.typescript].indexOf(subject)];
    if (page === undefined) throw new Error('Chromium needs a page for each side');
    for (const ordering of orderings) await sendHelperAhead(ordering.client, base);
    const seen = await chromiumOutcomes(
      page,
      orderings.map(({ path, client: deeds }) => ({ url: `${base}${path}`, client: deeds })),
    );
    return new Map(orderings.map(({ id }, index) => [id, { chromium: comparable(seen[index] ?? '') }]));
  };
}
