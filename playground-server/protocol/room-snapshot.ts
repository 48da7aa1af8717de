// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';
import { LANGUAGES } from './languages.ts';
import { Exercise, ParticipantNumber } from './room-action.ts';

const AtMs = z.int().nonnegative();

/** The `close` event that a client of a participant's page had last. */
export const SeenClose = z.strictObject({ code: z.int(), reason: z.string(), atMs: AtMs });
export type SeenClose = z.infer<typeof SeenClose>;

/** What a participant does at the exercise that is open. */
export const OpenExercise = z.strictObject({
  exercise: Exercise,
  openedAtMs: AtMs,
  /** Runs since it was opened first. */
  runs: z.int().nonnegative(),
  lastRunAtMs: AtMs.optional(),
  /** A run has begun and was not judged yet. */
  running: z.boolean(),
  /** The first expectation that failed in the last run. */
  failed: z.string().optional(),
  /** The most expectations that a run has met before the first that failed. */
  met: z.int().nonnegative(),
  /** When it was opened last, or when a run met more than any before. */
  progressAtMs: AtMs,
  /** The highest rung of "Stuck?", and when one was opened first since there was progress. */
  rung: z.int().nonnegative(),
  rungAtMs: AtMs.optional(),
});
export type OpenExercise = z.infer<typeof OpenExercise>;

export const Passed = z.strictObject({
  exercise: Exercise,
  atMs: AtMs,
  tookMs: z.int().nonnegative(),
  runs: z.int().nonnegative(),
  rung: z.int().nonnegative(),
});
export type Passed = z.infer<typeof Passed>;

export const Participant = z.strictObject({
  number: ParticipantNumber,
  name: z.string(),
  joinedAtMs: AtMs,
  language: z.enum(LANGUAGES).optional(),
  open: OpenExercise.optional(),
  /** Exercises that were left before they passed, to go on with. */
  left: z.array(OpenExercise),
  /** In the order in which they passed first. */
  passed: z.array(Passed),
  saw: SeenClose.optional(),
  handAtMs: AtMs.optional(),
});
export type Participant = z.infer<typeof Participant>;

export const Note = z.strictObject({
  seq: z.int().positive(),
  atMs: AtMs,
  text: z.string(),
  participant: ParticipantNumber.optional(),
});
export type Note = z.infer<typeof Note>;

/** How many participants saw each code last. */
export const CodeCount = z.strictObject({ code: z.int(), count: z.int().positive() });
export type CodeCount = z.infer<typeof CodeCount>;

/** A question for somebody's code, and what became of it. Only the latest is kept. */
export const CodeQuestion = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('asked'), ask: z.int().positive(), participant: ParticipantNumber, atMs: AtMs }),
  z.strictObject({ is: z.literal('kept'), ask: z.int().positive(), participant: ParticipantNumber, atMs: AtMs }),
  z.strictObject({
    is: z.literal('shown'),
    ask: z.int().positive(),
    participant: ParticipantNumber,
    atMs: AtMs,
    exercise: Exercise,
    language: z.enum(LANGUAGES),
    code: z.string(),
  }),
]);
export type CodeQuestion = z.infer<typeof CodeQuestion>;

export const RoomSnapshot = z.strictObject({
  /** The last event in it. */
  seq: z.int().nonnegative(),
  title: z.string(),
  openedAtMs: AtMs,
  phase: z.discriminatedUnion('is', [
    z.strictObject({ is: z.literal('open'), locked: z.boolean() }),
    z.strictObject({ is: z.literal('ended'), atMs: AtMs }),
  ]),
  participants: z.array(Participant),
  /** Everybody who ever joined, so that no number is given twice. */
  joined: z.int().nonnegative(),
  pointedAt: Exercise.optional(),
  released: z.array(Exercise),
  notes: z.array(Note),
  question: CodeQuestion.optional(),
  /** The distribution of close codes at the end of each quarter of a minute in which it changed. */
  history: z.array(z.strictObject({ atMs: AtMs, counts: z.array(CodeCount) })),
});
export type RoomSnapshot = z.infer<typeof RoomSnapshot>;

/** What one participant may know of the room: no name but the own. */
export const RoomView = z.strictObject({
  seq: z.int().nonnegative(),
  title: z.string(),
  phase: RoomSnapshot.shape.phase,
  participant: ParticipantNumber,
  name: z.string(),
  hand: z.boolean(),
  people: z.int().nonnegative(),
  distribution: z.array(CodeCount),
  pointedAt: Exercise.optional(),
  released: z.array(Exercise),
  notes: z.array(Note.pick({ seq: true, atMs: true, text: true })),
  /** The facilitator asks for this participant's code. */
  ask: z.int().positive().optional(),
  /** The room sees this participant's code now. */
  showing: z.boolean(),
});
export type RoomView = z.infer<typeof RoomView>;
