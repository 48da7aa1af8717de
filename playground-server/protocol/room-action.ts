// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';
import { LANGUAGES } from './languages.ts';

/** `<chapter>/<lesson>`, as the address of an exercise has it. */
export const Exercise = z.string().regex(/^[a-z\d-]{1,60}\/[a-z\d-]{1,60}$/);

/** Counts from 1 within its room and is never given twice. */
export const ParticipantNumber = z.int().positive();

/** What a participant's page reports, and what the participant asks for. */
export const ParticipantAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open-exercise'), exercise: Exercise }),
  z.strictObject({ kind: z.literal('start-run'), exercise: Exercise, language: z.enum(LANGUAGES) }),
  /** The last thing that a client of the run saw: its `close` event. */
  z.strictObject({
    kind: z.literal('see-close'),
    exercise: Exercise,
    code: z.int().min(0).max(65_535),
    reason: z.string().max(500),
  }),
  /** A run that did not pass. `check` is the title of the first expectation that failed, and `met` how many come before it. */
  z.strictObject({
    kind: z.literal('fail'),
    exercise: Exercise,
    check: z.string().max(300),
    met: z.int().min(0).max(64),
  }),
  z.strictObject({ kind: z.literal('pass'), exercise: Exercise }),
  /** A rung of the ladder "Stuck?": nudge, hint, partial code, solution. */
  z.strictObject({ kind: z.literal('open-rung'), exercise: Exercise, rung: z.int().min(1).max(4) }),
  z.strictObject({ kind: z.literal('raise-hand') }),
  z.strictObject({ kind: z.literal('lower-hand') }),
  /** Consent to one `ask-for-code`, whose `seq` is `ask`: this code and nothing that is typed later. */
  z.strictObject({
    kind: z.literal('show-code'),
    ask: z.int().positive(),
    exercise: Exercise,
    language: z.enum(LANGUAGES),
    code: z.string(),
  }),
  z.strictObject({ kind: z.literal('keep-code'), ask: z.int().positive() }),
  z.strictObject({ kind: z.literal('leave') }),
]);
export type ParticipantAction = z.infer<typeof ParticipantAction>;

export const FacilitatorAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('point-room'), exercise: Exercise }),
  /** To everybody, or to one. */
  z.strictObject({
    kind: z.literal('send-note'),
    text: z.string().min(1).max(500),
    participant: ParticipantNumber.optional(),
  }),
  z.strictObject({ kind: z.literal('ask-for-code'), participant: ParticipantNumber }),
  z.strictObject({ kind: z.literal('put-code-away') }),
  z.strictObject({ kind: z.literal('release-solution'), exercise: Exercise }),
  z.strictObject({ kind: z.literal('lower-hand-of'), participant: ParticipantNumber }),
  z.strictObject({ kind: z.literal('remove'), participant: ParticipantNumber }),
  z.strictObject({ kind: z.literal('lock-room') }),
  z.strictObject({ kind: z.literal('unlock-room') }),
  z.strictObject({ kind: z.literal('end-room') }),
]);
export type FacilitatorAction = z.infer<typeof FacilitatorAction>;

/** What only the server does, on somebody's behalf. */
export const ServerAction = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('open-room'), title: z.string() }),
  z.strictObject({ kind: z.literal('join'), participant: ParticipantNumber, name: z.string() }),
]);
export type ServerAction = z.infer<typeof ServerAction>;

export const RoomAction = z.union([ParticipantAction, FacilitatorAction, ServerAction]);
export type RoomAction = z.infer<typeof RoomAction>;

/** One action that was taken. A room is nothing but its events in order. */
export const RoomEvent = z.strictObject({
  /** From 1, without gaps. */
  seq: z.int().positive(),
  /** When the server took it: milliseconds since 1970. */
  atMs: z.int().nonnegative(),
  by: z.union([ParticipantNumber, z.literal('facilitator'), z.literal('server')]),
  /** The sender's choice. The same action sent twice, because its answer was lost, is taken once. */
  id: z.string().max(64),
  action: RoomAction,
});
export type RoomEvent = z.infer<typeof RoomEvent>;
export type RoomActor = RoomEvent['by'];
