// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';
import { LANGUAGES } from './languages.ts';

/**
 * What a link to the playground holds: enough to fill its editor and its
 * panels, and nothing that runs. A link comes from anybody, so every field is
 * bounded, and a field that is not known is refused.
 */

/** A run takes no more bytes of code than this, and a text has no fewer bytes than characters. */
const MAX_CODE_LENGTH = 64 * 1024;
const MAX_LINES_LENGTH = 16 * 1024;
/** The server reads no longer target. */
const MAX_TARGET_LENGTH = 2 * 1024;
export const MAX_SHARED_CLIENTS = 5;

const SharedCode = z.string().max(MAX_CODE_LENGTH);

const SharedClient = z.strictObject({
  path: z.string().max(MAX_TARGET_LENGTH),
  query: z.string().max(MAX_TARGET_LENGTH),
  subprotocols: z.string().max(MAX_TARGET_LENGTH),
  /** One step a line. */
  script: z.string().max(MAX_LINES_LENGTH),
  /** One header a line, for clients that are no browser. */
  headers: z.string().max(MAX_LINES_LENGTH).optional(),
});

const SharedSide = z.strictObject({
  language: z.enum(LANGUAGES),
  /** In `language`. */
  code: SharedCode,
  /** In the other language, where it is written in both. */
  otherCode: SharedCode.optional(),
  server: z.enum(SERVER_PROFILE_NAMES).default('uvicorn'),
  /** The slug of the example that the code began as. */
  example: z
    .string()
    .max(64)
    .regex(/^[a-z\d]+(-[a-z\d]+)*$/)
    .optional(),
  clients: z.array(SharedClient).min(1).max(MAX_SHARED_CLIENTS).optional(),
  /** The clients dial at the same moment, and not one after the other. */
  together: z.boolean().optional(),
});
export type SharedSide = z.infer<typeof SharedSide>;

export const SharedState = z.strictObject({
  version: z.literal(1).default(1),
  ...SharedSide.shape,
  /** The right side of a comparison. */
  compare: SharedSide.optional(),
});
export type SharedState = z.infer<typeof SharedState>;
