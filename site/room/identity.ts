import { z } from 'zod';
import { readStored } from '../stored-json.ts';

/** Who this browser is in a room. The token is the only proof of it, and stays here. */
const Identity = z.strictObject({
  room: z.string(),
  participant: z.int().positive(),
  token: z.string(),
  name: z.string(),
  code: z.string(),
});
export type Identity = z.infer<typeof Identity>;

const KEY = 'accept-first.room';
const NOTES_KEY = 'accept-first.room-notes';
const STAYED_KEY = 'accept-first.room-stayed';
export const OUTBOX_KEY = 'accept-first.room-outbox';

export function readIdentity(): Identity | undefined {
  return readStored(localStorage, KEY, Identity);
}

export function writeIdentity(identity: Identity): void {
  forgetIdentity();
  localStorage.setItem(KEY, JSON.stringify(identity));
}

export function forgetIdentity(): void {
  for (const key of [KEY, NOTES_KEY, STAYED_KEY, OUTBOX_KEY]) localStorage.removeItem(key);
}

/** The last note that was put away. */
export function readNoteSeen(): number {
  return Number(localStorage.getItem(NOTES_KEY) ?? 0);
}

export function writeNoteSeen(seq: number): void {
  localStorage.setItem(NOTES_KEY, String(seq));
}

/** The exercise to which the room was pointed last, when this participant chose to stay elsewhere. */
export function readStayed(): string | undefined {
  return localStorage.getItem(STAYED_KEY) ?? undefined;
}

export function writeStayed(pointedAt: string): void {
  localStorage.setItem(STAYED_KEY, pointedAt);
}

const Hosted = z.strictObject({ room: z.string(), secret: z.string() });
export type Hosted = z.infer<typeof Hosted>;

const HOSTED_KEY = 'accept-first.hosted-room';

/**
 * The room that this browser hosts: from the fragment of a facilitator's link,
 * or from before. The secret leaves the address at once, because the address
 * bar is on the projector too.
 */
export function readHosted(): Hosted | undefined {
  const [, room, secret] = /^#([\w-]+)\.([\w-]+)$/.exec(location.hash) ?? [];
  if (room !== undefined && secret !== undefined) {
    writeHosted({ room, secret });
    history.replaceState(null, '', location.pathname + location.search);
  }
  return readStored(localStorage, HOSTED_KEY, Hosted);
}

export function writeHosted(hosted: Hosted | undefined): void {
  if (hosted === undefined) localStorage.removeItem(HOSTED_KEY);
  else localStorage.setItem(HOSTED_KEY, JSON.stringify(hosted));
}
