// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';
import { TimelineEvent } from './timeline-event.ts';

/** Why something was refused or ended, in words for the learner. */
export const Fault = z.strictObject({
  /** Permanent; a key of `content/faults.ts`. */
  name: z.string(),
  title: z.string(),
  message: z.string(),
  hint: z.string(),
});
export type Fault = z.infer<typeof Fault>;

/** A marker in the learner's source. Positions count from 1; the end is exclusive. */
export const Diagnostic = z.strictObject({
  line: z.int().positive(),
  column: z.int().positive(),
  endLine: z.int().positive(),
  endColumn: z.int().positive(),
  message: z.string(),
  severity: z.enum(['error', 'warning']),
});
export type Diagnostic = z.infer<typeof Diagnostic>;

/** What the server sends on the control socket: facts. */
export const ServerMessage = z.discriminatedUnion('type', [
  /** The run waits for a free sandbox. Sent again whenever the place changes. */
  z.strictObject({
    type: z.literal('run-queued'),
    runId: z.string(),
    position: z.int().positive(),
    /** About how long it takes, from how long runs took before; absent while none has ended. */
    waitMs: z.number().nonnegative().optional(),
  }),
  z.strictObject({
    type: z.literal('run-started'),
    runId: z.string(),
    sessionId: z.string(),
    /** Path under which the handler's own paths are reached: `/live/<sessionId>`. */
    socketPath: z.string(),
    /** Path templates that the handler declares, in order. */
    routes: z.array(z.string()),
    /** Limits in force, by their names in `limits.ts`. */
    limits: z.record(z.string(), z.number()),
    /** Secret of this run: lets a page that lost its control socket take the run up again. */
    resumeToken: z.string(),
  }),
  z.strictObject({
    type: z.literal('run-refused'),
    runId: z.string(),
    fault: Fault,
    diagnostics: z.array(Diagnostic),
    /** After about this time the same command may be taken. */
    retryAfterMs: z.number().nonnegative().optional(),
  }),
  z.strictObject({ type: z.literal('timeline'), runId: z.string(), events: z.array(TimelineEvent) }),
  z.strictObject({
    type: z.literal('run-deadline'),
    runId: z.string(),
    /** The limit that ends the run unless something else does, by its name in `limits.ts`. */
    limit: z.enum(['idleMs', 'keptOpenMs', 'runMs']),
    inMs: z.int().nonnegative(),
  }),
  /** No handler of the run computes, and all that was recorded until then has been sent. */
  z.strictObject({ type: z.literal('run-settled'), runId: z.string() }),
  z.strictObject({
    type: z.literal('run-ended'),
    runId: z.string(),
    reason: z.strictObject({ name: z.string(), title: z.string(), message: z.string() }),
  }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;
