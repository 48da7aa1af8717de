// Runs in the browser and on the server. No DOM, no node: imports.
import type { Language } from '#protocol/client-message.ts';
import { plainCode } from '#protocol/plain-text.ts';
import type { CodeQuestion, Participant } from '#protocol/room-snapshot.ts';
import {
  changed,
  participantOf,
  refused,
  without,
  withParticipant,
  type Change,
  type Circumstances,
  type RoomState,
} from './room-state.ts';

/** Hands, and the question for somebody's code: each ask needs its own consent. */

export function raiseHand({ state, by, atMs }: Circumstances): Change {
  return changed(withParticipant(state, by as number, (one) => ({ ...one, handAtMs: one.handAtMs ?? atMs })));
}

export function lowerHand({ state, by }: Circumstances): Change {
  return changed(handDown(state, by as number));
}

export function lowerHandOf({ state }: Circumstances, { participant }: { participant: number }): Change {
  if (participantOf(state, participant) === undefined) return refused('no-such-participant');
  return changed(handDown(state, participant));
}

/** A new question takes the place of the one before, and takes code that is shown away. */
export function askForCode({ state, atMs, seq }: Circumstances, { participant }: { participant: number }): Change {
  if (participantOf(state, participant) === undefined) return refused('no-such-participant');
  return changed({ ...state, question: { is: 'asked', ask: seq, participant, atMs } });
}

export function showCode(
  { state, by, atMs }: Circumstances,
  { ask, exercise, language, code }: { ask: number; exercise: string; language: Language; code: string },
): Change {
  const question = pending(state, by, ask);
  if (question === undefined) return refused('not-asked');
  return changed({
    ...state,
    question: { ...question, is: 'shown', atMs, exercise, language, code: plainCode(code) },
  });
}

export function keepCode({ state, by, atMs }: Circumstances, { ask }: { ask: number }): Change {
  const question = pending(state, by, ask);
  return question === undefined
    ? refused('not-asked')
    : changed({ ...state, question: { ...question, is: 'kept', atMs } });
}

export function putCodeAway({ state }: Circumstances): Change {
  return changed(without(state, 'question') as RoomState);
}

function handDown(state: RoomState, number: number): RoomState {
  return withParticipant(state, number, (one) => without(one, 'handAtMs') as Participant);
}

function pending(state: RoomState, by: Circumstances['by'], ask: number): CodeQuestion | undefined {
  const { question } = state;
  return question?.is === 'asked' && question.ask === ask && question.participant === by ? question : undefined;
}
