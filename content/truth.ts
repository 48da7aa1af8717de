// Runs in the browser and on the server. No DOM, no node: imports.
import type { ComparedExamples } from './same-as.ts';
import { z } from 'zod';
import published from './truth/result.json' with { type: 'json' };

/**
 * What came out of the last full comparison of the playground with real
 * servers, as the pages show it. `npm run truth -- --publish` writes the file;
 * nobody edits it.
 */

/** What is compared: what a client saw, what the handler met, or what the server logged. */
export const VIEWS = ['raw', 'ws', 'chromium', 'handler', 'log'] as const;
export type View = (typeof VIEWS)[number];

const Language = z.enum(['python', 'typescript']);
const Compared = { view: z.enum(VIEWS), language: Language };

const Count = z.strictObject({
  ...Compared,
  compared: z.int().nonnegative(),
  equal: z.int().nonnegative(),
  /** Equal, but not at the first look. */
  lookedAgain: z.int().nonnegative(),
});
export type Count = z.infer<typeof Count>;

const Difference = z.strictObject({
  ...Compared,
  ordering: z.string(),
  live: z.string(),
  ours: z.string(),
  /** Why it cannot be, or is not, the same. */
  reason: z.string(),
});
export type Difference = z.infer<typeof Difference>;

const ServerResult = z.strictObject({
  /** A name of a server profile. */
  profile: z.string(),
  checkedOn: z.iso.date(),
  /** Python, the server, and the packages beside it. */
  versions: z.record(z.string(), z.string()),
  counts: z.array(Count),
  differences: z.array(Difference),
});
export type ServerResult = z.infer<typeof ServerResult>;

export const TruthResult = z.strictObject({
  /** The last day on which anything was compared. */
  checkedOn: z.iso.date(),
  servers: z.array(ServerResult),
  generated: z.strictObject({
    checkedOn: z.iso.date(),
    orderings: z.int(),
    seed: z.int(),
    versions: z.record(z.string(), z.string()),
    counts: z.array(Count),
    differences: z.array(Difference),
  }),
  /** Every recorded ordering, by its id. */
  titles: z.record(z.string(), z.string()),
  /** Left out of a comparison on purpose. */
  notCompared: z.array(z.strictObject({ ...Compared, ordering: z.string(), reason: z.string() })),
  /** What is not looked at, and why. */
  allowances: z.array(z.strictObject({ what: z.string(), reason: z.string() })),
  /** Examples of the guide, each as npm ws saw all of its clients. */
  examples: z.array(
    z.strictObject({
      slug: z.string(),
      profile: z.string(),
      language: Language,
      equal: z.boolean(),
      checkedOn: z.iso.date(),
    }),
  ),
});
export type TruthResult = z.infer<typeof TruthResult>;

export const TRUTH: TruthResult = TruthResult.parse(published);

/** The package that is the server, of each profile. */
const PACKAGES: Readonly<Record<string, string>> = {
  uvicorn: 'uvicorn',
  'uvicorn-wsproto': 'uvicorn',
  'uvicorn-legacy': 'uvicorn',
  hypercorn: 'hypercorn',
  daphne: 'daphne',
};

/** `0.54.0`: of the server that a profile was compared with; `undefined` when it was not. */
export function comparedVersion(profile: string): string | undefined {
  return TRUTH.servers.find((server) => server.profile === profile)?.versions[PACKAGES[profile] ?? profile];
}

/** `uvicorn 0.54`: the server of a profile with the version that was compared. */
export function comparedServer({ profile, versions }: Pick<ServerResult, 'profile' | 'versions'>): string {
  const name = PACKAGES[profile] ?? profile;
  return `${name} ${(versions[name] ?? '').replace(/\.0$/, '')}`.trim();
}

/** The examples that were the same in each language and on each server. */
export const COMPARED_EXAMPLES: readonly ComparedExamples[] = TRUTH.servers.flatMap((server) => {
  const equal = TRUTH.examples.filter((example) => example.profile === server.profile && example.equal);
  return [...Map.groupBy(equal, ({ checkedOn }) => checkedOn)].map(([checkedOn, examples]) => ({
    profile: server.profile,
    server: comparedServer(server),
    checkedOn,
    examples: examples.map(({ slug, language }) => `${slug} ${language}`),
  }));
});
