// Runs in the browser and on the server. No DOM, no node: imports.
import { plainText } from '#protocol/plain-text.ts';
import type { Language } from '#protocol/client-message.ts';
import type { OpenExercise, Participant } from '#protocol/room-snapshot.ts';
import { distributionOf } from './distribution.ts';
import { changed, without, withParticipant, type Change, type Circumstances, type RoomState } from './room-state.ts';

/** What the participants' pages report of their work. */

/** More exercises than a workshop has, of pages that may report any. */
const MAX_EXERCISES = 64;
const MAX_CHECK_CHARACTERS = 120;
/** A reason that fits into a Close frame has 123 bytes. */
const MAX_REASON_CHARACTERS = 123;
const HISTORY_STEP_MS = 15_000;
/** Three hours. */
const MAX_HISTORY = 720;

interface AtExercise {
  exercise: string;
}

export function openExercise(at: Circumstances, { exercise }: AtExercise): Change {
  return report(at, exercise, (open) => open);
}

export function startRun(at: Circumstances, { exercise, language }: AtExercise & { language: Language }): Change {
  const { atMs } = at;
  return report(
    at,
    exercise,
    (open) => ({ ...open, runs: open.runs + 1, lastRunAtMs: atMs, running: true }),
    (participant) => ({ ...participant, language }),
  );
}

export function seeClose(
  at: Circumstances,
  { exercise, code, reason }: AtExercise & { code: number; reason: string },
): Change {
  const saw = { code, reason: plainText(reason, MAX_REASON_CHARACTERS), atMs: at.atMs };
  const change = report(
    at,
    exercise,
    (open) => open,
    (participant) => ({ ...participant, saw }),
  );
  return change.outcome === 'applied' ? changed(withHistory(change.state, at.atMs)) : change;
}

export function fail(at: Circumstances, { exercise, check, met }: AtExercise & { check: string; met: number }): Change {
  const failed = plainText(check, MAX_CHECK_CHARACTERS);
  const judge = (open: OpenExercise): OpenExercise => {
    const next = { ...open, running: false, failed };
    return met > open.met ? { ...withProgress(next, at.atMs), met } : next;
  };
  return judged(at, exercise, judge);
}

export function pass(at: Circumstances, { exercise }: AtExercise): Change {
  return judged(
    at,
    exercise,
    (open) => without({ ...open, running: false }, 'failed'),
    (participant) => withPassed(participant, at.atMs),
  );
}

export function openRung(at: Circumstances, { exercise, rung }: AtExercise & { rung: number }): Change {
  return report(at, exercise, (open) => ({
    ...open,
    rung: Math.max(open.rung, rung),
    rungAtMs: open.rungAtMs ?? at.atMs,
  }));
}

/**
 * A run has its grade. Its client reported a close before, if it saw one: an
 * older close is not the last thing any more, for the client is connected.
 */
function judged(
  at: Circumstances,
  exercise: string,
  work: (open: OpenExercise) => OpenExercise,
  change: (participant: Participant) => Participant = (participant) => participant,
): Change {
  const reported = report(at, exercise, work, (participant) => withoutOldClose(change(participant)));
  return reported.outcome === 'applied' ? changed(withHistory(reported.state, at.atMs)) : reported;
}

function withoutOldClose(participant: Participant): Participant {
  const { saw, open } = participant;
  return saw !== undefined && saw.atMs < (open?.lastRunAtMs ?? 0) ? without(participant, 'saw') : participant;
}

/** Opens the exercise, if another one is open, and changes what is known of the work at it. */
function report(
  { state, by, atMs }: Circumstances,
  exercise: string,
  work: (open: OpenExercise) => OpenExercise,
  change: (participant: Participant) => Participant = (participant) => participant,
): Change {
  return changed(
    withParticipant(state, by as number, (participant) => {
      const at = atExercise(participant, exercise, atMs);
      return change({ ...at, open: work(at.open) });
    }),
  );
}

function atExercise(participant: Participant, exercise: string, atMs: number): Participant & { open: OpenExercise } {
  const { open, left } = participant;
  if (open?.exercise === exercise) return { ...participant, open };
  const known = left.find((one) => one.exercise === exercise);
  const others = left.filter((one) => one !== known);
  return {
    ...participant,
    open:
      known === undefined
        ? { exercise, openedAtMs: atMs, runs: 0, running: false, met: 0, progressAtMs: atMs, rung: 0 }
        : withProgress(known, atMs),
    left: (open === undefined ? others : [...others, { ...open, running: false }]).slice(-MAX_EXERCISES),
  };
}

/** Nobody is stuck who has just come further, or has just come. */
function withProgress(open: OpenExercise, atMs: number): OpenExercise {
  return { ...without(open, 'rungAtMs'), progressAtMs: atMs };
}

/** Passing again changes nothing: what counts is when it was understood first. */
function withPassed(participant: Participant, atMs: number): Participant {
  const { open, passed } = participant;
  const isKnown = open === undefined || passed.some(({ exercise }) => exercise === open.exercise);
  if (isKnown || passed.length >= MAX_EXERCISES) return participant;
  const { exercise, openedAtMs, runs, rung } = open;
  return {
    ...participant,
    passed: [...passed, { exercise, atMs, tookMs: Math.max(0, atMs - openedAtMs), runs, rung }],
  };
}

function withHistory(state: RoomState, atMs: number): RoomState {
  const stepMs = atMs - (atMs % HISTORY_STEP_MS);
  const last = state.history.at(-1);
  const before = last !== undefined && last.atMs >= stepMs ? state.history.slice(0, -1) : state.history;
  return {
    ...state,
    history: [
      ...before,
      { atMs: last === undefined ? stepMs : Math.max(stepMs, last.atMs), counts: distributionOf(state) },
    ].slice(-MAX_HISTORY),
  };
}
