/** What `npm run truth` does; `--help` says how it is called. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { Difference, TruthResult } from '#content/truth.ts';
import { launchChromium } from '#tests/helpers/chromium.ts';
import { startServer } from '#tests/helpers/server.ts';
import { compareExamples } from './compare-examples.ts';
import { compareGenerated } from './compare-generated.ts';
import { type ClientKind, compareRecorded } from './compare-recorded.ts';
import { parseOptions, type PARTS, USAGE } from './options.ts';
import { saveRegressions } from './orderings/regressions.ts';
import { countLines, NOT_EXPLAINED, publish, publishedResult, serverResult, TODAY } from './result.ts';
import { ROOM_FOR_ORDERINGS } from './subject.ts';

const parsed = parseOptions(process.argv.slice(2));
if (parsed.ok !== true) {
  console.log(parsed.ok === 'help' ? USAGE : `${parsed.message}\n\n${USAGE}`);
  process.exit(parsed.ok === 'help' ? 0 : 2);
}
const { servers: profiles, clients, parts, ...options } = parsed.options;
const does = (part: (typeof PARTS)[number]): boolean => parts.includes(part);
const unexplained: string[] = [];
const say = (text: string): void => console.log(text);

// In a fresh clone nothing is built, and one command is to be enough.
for (const [folder, script] of [
  ['dist/site', 'build'],
  ['dist-python', 'build:python'],
] as const) {
  if (!existsSync(new URL(`../../${folder}`, import.meta.url)))
    execFileSync('npm', ['run', script], { stdio: 'inherit' });
}

await using server = await startServer({ args: ROOM_FOR_ORDERINGS, env: { HOST: '127.0.0.1' } });
// `exit` ends the live servers too, which a terminal's Ctrl+C does not reach.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    void server.stop();
    process.exit(130);
  });
}
const changes: { -readonly [Key in 'servers' | 'examples']: TruthResult[Key] } & Pick<
  Partial<TruthResult>,
  'generated'
> = { servers: [], examples: [] };

if (does('recorded')) await recorded();
if (does('examples')) for (const profile of profiles) await examples(profile);
if (does('generated') && options.generate > 0) await generated();
if (options.recheck) await recheck();
if (options.publish) publish(changes);
for (const text of unexplained) say(`\nnot equal, and not explained: ${text}`);
say(`${unexplained.length} differences without a reason`);
if (unexplained.length > 0) process.exitCode = 1;

async function recorded(): Promise<void> {
  await using browser = clients.includes('chromium') ? await launchChromium() : undefined;
  const pages = browser && (await Promise.all([page(), page(), page()]));
  for (const profile of profiles) {
    const compared = await compareRecorded(profile, {
      server,
      clients: clients as ClientKind[],
      ...(pages && { pages }),
    });
    if (!compared.ok) {
      skipped(profile, compared.reason);
      continue;
    }
    const result = serverResult(profile, compared.versions, compared.comparisons);
    changes.servers.push(result);
    for (const line of countLines(result)) say(line);
    explain(profile, result.differences);
  }

  async function page() {
    if (browser === undefined) throw new Error('no browser');
    const opened = await browser.newPage();
    // A page of the playground's own origin, without a script.
    await opened.goto(`${server.url}/healthz`);
    return opened;
  }
}

async function examples(profile: ServerProfileName): Promise<void> {
  const compared = await compareExamples(profile, server);
  if (!compared.ok) return skipped(profile, compared.reason);
  changes.examples.push(...compared.examples.map((example) => ({ ...example, checkedOn: TODAY })));
  const equal = compared.examples.filter((example) => example.equal).length;
  say(`${profile}, examples: ${compared.examples.length} compared, ${equal} equal`);
  unexplained.push(...compared.differences.map((text) => `the example ${text} (${profile})`));
}

async function generated(): Promise<void> {
  const { generate: count, seed } = options;
  const compared = await compareGenerated({ server, count, seed, shrinks: true, progress: say });
  if (!compared.ok) return skipped('uvicorn', compared.reason);
  const { versions, counts, differences } = serverResult('uvicorn', compared.versions, compared.comparisons);
  changes.generated = { checkedOn: TODAY, orderings: count, seed, versions, counts, differences };
  for (const line of countLines({ profile: 'uvicorn, generated', counts })) say(line);
  saveRegressions(compared.differences.map(({ ordering }) => ordering));
  explain(
    'uvicorn',
    compared.differences.flatMap(({ comparisons }) => serverResult('uvicorn', {}, comparisons).differences),
  );
}

async function recheck(): Promise<void> {
  const { generated: before } = publishedResult();
  const ids = new Set(before.differences.map(({ ordering }) => ordering));
  const compared = await compareGenerated({ ...before, server, count: before.orderings, shrinks: false, ids });
  if (!compared.ok) return skipped('uvicorn', compared.reason);
  const fresh = serverResult('uvicorn', compared.versions, compared.comparisons);
  const isMended = (difference: Difference): boolean => !fresh.differences.some((still) => isSame(still, difference));
  const mended = before.differences.filter(isMended);
  const counts = before.counts.map((count) => {
    const more = mended.filter(({ view, language }) => view === count.view && language === count.language).length;
    return { ...count, equal: count.equal + more, lookedAgain: count.lookedAgain + more };
  });
  changes.generated = { ...before, checkedOn: TODAY, counts, differences: fresh.differences };
  for (const line of countLines({ profile: 'uvicorn, generated', counts })) say(line);
  explain('uvicorn', fresh.differences);
}

function isSame(one: Difference, other: Difference): boolean {
  return one.ordering === other.ordering && one.view === other.view && one.language === other.language;
}

function explain(profile: ServerProfileName, differences: TruthResult['servers'][number]['differences']): void {
  for (const { ordering, view, language, live, ours, reason } of differences) {
    if (reason === NOT_EXPLAINED)
      unexplained.push(`${ordering}, ${view}, ${language} (${profile})\nlive: ${live}\nours: ${ours}`);
    else say(`not equal: ${ordering}, ${view}, ${language} (${profile}): ${reason}`);
  }
}

function skipped(profile: string, reason: string): void {
  say(`${profile}: SKIPPED, nothing compared: ${reason}`);
  process.exitCode = 1;
}
