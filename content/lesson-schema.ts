// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';
import { ClientStep } from './example-schema.ts';

/**
 * The file `lesson.yaml`: an exercise of the workshop as data. A check is an
 * expectation on a real run, said from the side of its clients, so that every
 * right answer passes however it is written. A mistake is a way to fail that
 * has its own words.
 */

const PROFILE_NAMES = ['uvicorn', 'uvicorn-wsproto', 'uvicorn-legacy', 'hypercorn', 'daphne'] as const;
const Name = z.string().regex(/^[a-z]+(-[a-z0-9]+)*$/);

/** An exact text, or a regular expression between slashes: `/not found/i`. */
const TextPattern = z.string();

/** `4004`, or ranges and numbers in one text: `1001, 1012, 4000-4999`. */
const NumberPattern = z.union([z.int(), z.string().regex(/^\d+(-\d+)?(, ?\d+(-\d+)?)*$/)]);

/** An event as the browser fires it. What is left out may be anything. */
export const EventPattern = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open'), protocol: TextPattern.optional() }),
  z.strictObject({ type: z.literal('message'), data: TextPattern.optional() }),
  z.strictObject({ type: z.literal('error') }),
  z.strictObject({ type: z.literal('close'), code: NumberPattern.optional(), reason: TextPattern.optional() }),
]);
export type EventPattern = z.infer<typeof EventPattern>;

const LessonStep = z.union([
  ClientStep,
  /** Sends, as JSON, the events that another client has seen. */
  z.strictObject({ do: z.literal('send-record'), of: Name }),
]);
export type LessonStep = z.infer<typeof LessonStep>;

/** Dials again and again, as the learner's own policy says. */
const Reconnects = z.strictObject({
  /** Path of the learner's policy. It gets each close as JSON and answers `{"wait_ms": 100}` or `{"stop": true}`. */
  policyPath: z.string().startsWith('/'),
  /** It dials no more once it has waited so long in all. Only the waits count, so that a busy machine counts the same attempts. */
  forMs: z.int().positive().max(5_000),
});

const LessonClient = z.strictObject({
  name: Name,
  path: z.string().startsWith('/'),
  query: z.string().default(''),
  subprotocols: z.array(z.string()).default([]),
  script: z.array(LessonStep).default([]),
  /** `after`: when the script of the client before is over or its socket closed. `with`: as soon as that one has dialled. */
  dials: z.enum(['after', 'with']).default('after'),
  reconnects: Reconnects.optional(),
});
export type LessonClient = z.infer<typeof LessonClient>;

/** All that is named must hold. */
const Condition = z.strictObject({
  /** Whom it is about; the client of the check when left out. */
  client: Name.optional(),
  /** HTTP status that the server answered with. */
  status: NumberPattern.optional(),
  /** These events, in this order; others may come between. An empty list: none at all. */
  saw: z.array(EventPattern).optional(),
  /** None of these. */
  sawNo: z.array(EventPattern).optional(),
  /** The socket was still open when the run was graded. */
  stillOpen: z.boolean().optional(),
  /** An exception left a handler; matched against `Type: text`. */
  raised: TextPattern.optional(),
  /** The handler asked for a close with this code or reason, whether or not it could travel. */
  askedCode: NumberPattern.optional(),
  askedReason: TextPattern.optional(),
  /** How often the client dialled. */
  attempts: NumberPattern.optional(),
});
export type Condition = z.infer<typeof Condition>;

const Mistake = z.strictObject({
  /** Permanent: boards and tests name it. Unique in its exercise. */
  id: Name,
  when: Condition,
  /** What the client saw, then the idea to think about; never the line to type. */
  says: z.string(),
});
export type Mistake = z.infer<typeof Mistake>;

const common = {
  /** What is expected, as a sentence without its full stop. */
  title: z.string(),
  /** In the order in which they are tried. */
  mistakes: z.array(Mistake).default([]),
};

export const Check = z.discriminatedUnion('check', [
  /** What one client must see. */
  z.strictObject({
    check: z.literal('sees'),
    ...common,
    client: Name,
    status: NumberPattern.optional(),
    /** One list must be seen, in order and with nothing but further messages between. */
    events: z.array(z.array(EventPattern)).min(1),
    /** From dialling to the last event of the list. */
    withinMs: z.int().positive().optional(),
    /** The socket must not have closed after the last event. */
    staysOpen: z.boolean().default(false),
  }),
  /** No exception leaves a handler. */
  z.strictObject({ check: z.literal('raises-nothing'), ...common }),
  /** How often a client dialled, as the server counted it. */
  z.strictObject({
    check: z.literal('attempts'),
    ...common,
    client: Name,
    atLeast: z.int().nonnegative(),
    atMost: z.int().positive(),
  }),
  /** Each of these clients is closed with a code that no other of them gets. */
  z.strictObject({ check: z.literal('codes-differ'), ...common, clients: z.array(Name).min(2) }),
]);
export type Check = z.infer<typeof Check>;

const PerLanguage = z.strictObject({ python: z.string(), typescript: z.string() });

export const LessonFile = z.strictObject({
  title: z.string(),
  /** One sentence: what is broken, and to whom. */
  summary: z.string(),
  minutes: z.int().min(3).max(8),
  /** What the learner must reach, in one or two sentences. */
  task: z.string(),
  /** Where the answers must hold. The first is the one on which the exercise counts. */
  profiles: z.array(z.enum(PROFILE_NAMES)).min(1),
  clients: z.array(LessonClient).min(1).max(8),
  checks: z.array(Check).min(1),
  /** The mistake that the code at the start makes. */
  startsWith: Name,
  /** What somebody who passed now knows, in one sentence. */
  learned: z.string(),
  /** Page of the guide that goes further. */
  guide: z.string().regex(/^\/.+\/$/),
  nudge: z.string(),
  hint: z.string(),
  /** A part of the solution. */
  partial: PerLanguage,
});
export type LessonFile = z.infer<typeof LessonFile>;

export interface Lesson extends LessonFile {
  /** `<chapter>/<lesson>`, the names of its folders, and permanent: progress and links name it. */
  slug: string;
  start: { python: string; typescript: string };
  solution: { python: string; typescript: string };
}
