import type { Language } from '#protocol/client-message.ts';

/**
 * Between the page of an exercise and a room that it may be part of. The page
 * tells what happened; the room tells what the facilitator wants. They meet at
 * events of the document, so that either works without the other.
 */
export type ProgressEvent = { exercise: string } & (
  | { type: 'exercise-opened' }
  | { type: 'run-started'; language: Language }
  /** A client of the page was closed. The code may be 1006; the reason is hostile text. */
  | { type: 'client-saw'; client: string; code: number; reason: string }
  /** The first check that failed, how many were met before it, and the known mistake that it was. */
  | { type: 'graded'; passed: false; check: string; met: number; mistake: string | undefined }
  | { type: 'passed' }
  /** The learner opened a rung of the ladder: nudge, hint, part of the code, solution. */
  | { type: 'stuck'; rung: number }
);

export type WorkshopCommand = { type: 'hold-solutions' } | { type: 'release-solutions' };

/** What the learner has in the editor, for who has been allowed to look. */
export interface CurrentCode {
  exercise: string;
  language: Language;
  code: string;
}

const PROGRESS = 'workshop-progress';
const COMMAND = 'workshop-command';

let opened: ProgressEvent | undefined;
let readCode: (() => CurrentCode) | undefined;

export function tellProgress(event: ProgressEvent): void {
  if (event.type === 'exercise-opened') opened = event;
  document.dispatchEvent(new CustomEvent(PROGRESS, { detail: event }));
}

/** Who comes late is still told which exercise is open. */
export function onProgress(listener: (event: ProgressEvent) => void): () => void {
  if (opened !== undefined) listener(opened);
  return listen(PROGRESS, listener);
}

export function sendCommand(command: WorkshopCommand): void {
  document.dispatchEvent(new CustomEvent(COMMAND, { detail: command }));
}

export function onCommand(listener: (command: WorkshopCommand) => void): () => void {
  return listen(COMMAND, listener);
}

/** The page of an exercise says how its code is read. */
export function offerCode(read: () => CurrentCode): void {
  readCode = read;
}

export function currentCode(): CurrentCode | undefined {
  return readCode?.();
}

function listen<Detail>(name: string, listener: (detail: Detail) => void): () => void {
  const onEvent = (event: Event): void => listener((event as CustomEvent<Detail>).detail);
  document.addEventListener(name, onEvent);
  return () => document.removeEventListener(name, onEvent);
}
