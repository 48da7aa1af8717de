// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';
import { FacilitatorAction, ParticipantAction, ParticipantNumber, RoomEvent } from './room-action.ts';
import { RoomSnapshot, RoomView } from './room-snapshot.ts';
import { Fault } from './server-message.ts';

/** Chosen by the client, so that it knows the answer. */
const Id = z.string().min(1).max(64);
const Secret = z.string().min(1).max(64);
/** Chosen at random by the page: 128 bits or more. It is the participant's identity in the room. */
const Token = z.string().regex(/^[\w-]{22,64}$/);
const RoomId = z.string().min(1).max(64);
/** The last `seq` that the page holds; what came after it is sent. */
const After = z.int().nonnegative();

/** What a page may send on a room's socket: commands. */
export const RoomCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('open-room'), id: Id, title: z.string().max(200) }),
  z.strictObject({ type: z.literal('host-room'), id: Id, room: RoomId, secret: Secret, after: After.optional() }),
  z.strictObject({
    type: z.literal('join-room'),
    id: Id,
    code: z.string().max(64),
    name: z.string().max(200),
    token: Token,
  }),
  z.strictObject({
    type: z.literal('enter-room'),
    id: Id,
    room: RoomId,
    participant: ParticipantNumber,
    token: Secret,
    after: After.optional(),
  }),
  z.strictObject({ type: z.literal('act'), id: Id, action: z.union([ParticipantAction, FacilitatorAction]) }),
]);
export type RoomCommand = z.infer<typeof RoomCommand>;

/** What the server sends on a room's socket: facts. */
export const RoomFact = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('room-opened'), id: Id, room: RoomId, secret: Secret }),
  z.strictObject({
    type: z.literal('hosting'),
    id: Id,
    code: z.string(),
    /** Where participants reach this server, such as `http://192.168.1.20:8888`; none when it listens on loopback only. */
    addresses: z.array(z.string()),
    /** The server's clock, for "stuck for 6 minutes" on a machine whose clock is wrong. */
    nowMs: z.int(),
    stuckAfterMs: z.int(),
    /** Left out when `after` named a place from which events go on. */
    snapshot: RoomSnapshot.optional(),
  }),
  z.strictObject({
    type: z.literal('joined'),
    id: Id,
    room: RoomId,
    participant: ParticipantNumber,
    name: z.string(),
  }),
  z.strictObject({ type: z.literal('entered'), id: Id }),
  z.strictObject({ type: z.literal('events'), events: z.array(RoomEvent) }),
  z.strictObject({ type: z.literal('view'), view: RoomView }),
  /** Participants with a page open now. */
  z.strictObject({ type: z.literal('connected'), participants: z.array(ParticipantNumber) }),
  z.strictObject({ type: z.literal('acted'), id: Id, seq: z.int().positive().optional() }),
  z.strictObject({ type: z.literal('refused'), id: Id, fault: Fault, retryAfterMs: z.int().optional() }),
]);
export type RoomFact = z.infer<typeof RoomFact>;
