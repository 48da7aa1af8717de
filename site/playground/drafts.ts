import { z } from 'zod';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { LANGUAGES } from '#protocol/client-message.ts';

const KEY = 'accept-first:playground';

/** What the visitor has in hand, so that a reload loses nothing. */
const Draft = z.strictObject({
  slug: z.string(),
  /** The language that the visitor chose, for every example. */
  language: z.enum(LANGUAGES),
  /** Of each language that the example is written in, as the visitor left it. */
  code: z.partialRecord(z.enum(LANGUAGES), z.string()),
  profile: z.enum(SERVER_PROFILE_NAMES),
  plans: z
    .array(z.strictObject({ path: z.string(), query: z.string(), subprotocols: z.string(), script: z.string() }))
    .min(1),
});
export type Draft = z.infer<typeof Draft>;

/** Undefined when nothing is kept, or what is kept is from another time. */
export function readDraft(storage: Storage): Draft | undefined {
  try {
    return Draft.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null')).data;
  } catch {
    // Storage may be forbidden or hold something else's text; the example is there instead.
    return undefined;
  }
}

export function writeDraft(storage: Storage, draft: Draft): void {
  try {
    storage.setItem(KEY, JSON.stringify(draft));
  } catch {
    // A full or forbidden storage must not stop the visitor from typing.
  }
}
