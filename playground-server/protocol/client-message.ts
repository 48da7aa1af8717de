// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { LANGUAGES, type Language } from './languages.ts';

export { LANGUAGES, type Language };

/** Chosen by the client, unique on its control socket. */
const RunId = z.string().min(1).max(64);

/** What a page may send on the control socket: commands. */
export const ClientMessage = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('run'),
    runId: RunId,
    language: z.enum(LANGUAGES),
    code: z.string(),
    server: z.enum(SERVER_PROFILE_NAMES).default('uvicorn'),
  }),
  z.strictObject({ type: z.literal('stop'), runId: RunId }),
  z.strictObject({ type: z.literal('keep-open'), runId: RunId }),
  z.strictObject({ type: z.literal('settle'), runId: RunId }),
  z.strictObject({ type: z.literal('cut'), runId: RunId, client: z.int().positive().max(9_999) }),
  z.strictObject({
    type: z.literal('resume'),
    runId: RunId,
    resumeToken: z.string().max(64),
    /** The last `seq` that the page has; everything after it is sent again. */
    afterSeq: z.int().nonnegative(),
  }),
]);
export type ClientMessage = z.infer<typeof ClientMessage>;
/** What a client writes: `server` may be left out. */
export type ClientCommand = z.input<typeof ClientMessage>;
