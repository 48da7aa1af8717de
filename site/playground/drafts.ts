import { z } from 'zod';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { LIMITS } from '#limits';
import { LANGUAGES } from '#protocol/languages.ts';
import { readStored, writeStored } from '../stored-json.ts';

const KEY = 'accept-first:playground';

/** Clients of one run. The server takes more; a page of them is no longer read. */
export const MAX_PLANS = 5;

/** Text of a visitor or of a link. A run takes less code than this, but what is too large for a run is not to be lost. */
const Code = z.string().max(4 * LIMITS.maxCodeBytes);
const Target = z.string().max(LIMITS.maxTargetBytes);
const Lines = z.string().max(LIMITS.maxHeaderBytes);

const Plan = z.strictObject({
  path: Target,
  query: Target,
  /** For clients that are no browser. */
  headers: Lines.default(''),
  subprotocols: Target,
  script: Lines,
});

/** One handler with its clients: the page, or one half of a comparison. */
export const Side = z.strictObject({
  slug: z.string().max(100),
  /** The language that the visitor chose, for every example. */
  language: z.enum(LANGUAGES),
  /** Of each language that the example is written in, as the visitor left it. */
  code: z.partialRecord(z.enum(LANGUAGES), Code),
  profile: z.enum(SERVER_PROFILE_NAMES),
  plans: z.array(Plan).min(1).max(MAX_PLANS),
  /** Whether the clients dial at the same moment, or each when the one before is done. */
  together: z.boolean().default(false),
});
export type Side = z.infer<typeof Side>;

/** What the visitor has in hand: kept over a reload, and what a link holds. The left side, and the right one while two are compared. */
export const Draft = Side.extend({ compare: Side.optional() });
export type Draft = z.infer<typeof Draft>;

export const readDraft = (storage: Storage): Draft | undefined => readStored(storage, KEY, Draft);

/** `draft` may leave out what has a default. */
export const writeDraft = (storage: Storage, draft: z.input<typeof Draft>): void => writeStored(storage, KEY, draft);
