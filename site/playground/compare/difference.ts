import { LANGUAGE_NAMES } from '#protocol/languages.ts';
import type { TimelineEvent } from '#protocol/timeline-event.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';
import type { Run } from '../run-state.ts';
import { connectionFacts } from '../verdict/connection-facts.ts';
import { connectionOf } from '../verdict/connection-of.ts';
import { closePhrase, shortClose } from '../verdict/phrases.ts';
import { visibleText } from '../visible-text.ts';

export interface ComparedRun {
  run: Run;
  /** The client of the page that is looked at, from 1. */
  client: number;
}

/** Steps of one side that are named; more than these are counted. */
const MAX_STEPS = 3;

/** What two runs told their browsers, where their wires part, and what was not the same to begin with. */
export function differenceOf(left: ComparedRun, right: ComparedRun): string {
  const sentences = [whatWasSeen(left, right), whereTheWiresPart(left, right), whatWasChanged(left.run, right.run)];
  return visibleText(sentences.filter((sentence) => sentence !== '').join(' '));
}

function whatWasSeen(left: ComparedRun, right: ComparedRun): string {
  const [leftSaw, rightSaw] = [sawPhrase(left), sawPhrase(right)];
  if (leftSaw.seen !== rightSaw.seen) return `Left, ${leftSaw.told}; right, ${shorten(leftSaw, rightSaw)}.`;
  return `On both sides ${leftSaw.told}.`;
}

interface Saw {
  told: string;
  /** The same without its subject, where the browser was told of an end. */
  seen: string;
  ended: boolean;
}

function sawPhrase({ run, client }: ComparedRun): Saw {
  const connection = connectionOf(run, client);
  const facts = connectionFacts(connection);
  const state = (text: string): Saw => ({ told: text, seen: text, ended: false });
  if (run.at.phase === 'refused') return state(`nothing was run: ${lowerFirst(run.at.fault.title)}`);
  if (facts.forbidden?.call === 'new WebSocket') return state(`the browser threw ${facts.forbidden.name}`);
  if (facts.pageLeft) return state("the client's page went away");
  if (facts.told === undefined) return state(facts.opened ? 'the connection is open' : 'nothing has been told yet');
  const close = facts.told.code === 1005 ? 'a close with no code (1005)' : closePhrase(facts.told);
  const seen = facts.opened && facts.told.code === 1006 ? `open and then ${close}` : close;
  return { told: `the browser saw ${seen}`, seen, ended: true };
}

function shorten(left: Saw, right: Saw): string {
  return left.ended && right.ended ? right.seen : right.told;
}

function whereTheWiresPart(left: ComparedRun, right: ComparedRun): string {
  const [a, b] = [wireSteps(left), wireSteps(right)];
  if (a.length === 0 || b.length === 0) return '';
  let from = 0;
  while (from < a.length && a[from] === b[from]) from += 1;
  let after = 0;
  while (after < Math.min(a.length, b.length) - from && a.at(-1 - after) === b.at(-1 - after)) after += 1;
  const onlyLeft = a.slice(from, a.length - after);
  const onlyRight = b.slice(from, b.length - after);
  if (onlyLeft.length === 0 && onlyRight.length === 0)
    return 'The wire carried the same status, messages and Close frame on both sides.';
  if (onlyLeft.length === 0) return `What differs on the wire is that right alone has ${list(onlyRight)}.`;
  if (onlyRight.length === 0) return `What differs on the wire is that left alone has ${list(onlyLeft)}.`;
  return `What differs on the wire is ${list(onlyLeft)} left, and ${list(onlyRight)} right.`;
}

/** What was said over the wire after the request, without the echo of a Close and without how TCP ended. */
function wireSteps({ run, client }: ComparedRun): string[] {
  const { server } = connectionOf(run, client);
  let closes = 0;
  return server.flatMap((event) => {
    if (event.kind === 'http-response') return [`HTTP ${event.status} ${event.reason}`.trim() + bodyPhrase(event)];
    if (event.kind !== 'frame') return [];
    if (event.opcode === 'close') {
      closes += 1;
      return closes > 1 ? [] : [framePhrase(event)];
    }
    return event.opcode === 'ping' || event.opcode === 'pong' ? [] : [framePhrase(event)];
  });
}

function bodyPhrase({ status, body }: Extract<TimelineEvent, { kind: 'http-response' }>): string {
  return status === 101 || body === '' ? '' : ` with the body “${cut(body)}”`;
}

function framePhrase(frame: Extract<TimelineEvent, { kind: 'frame' }>): string {
  const from = frame.direction === 'server-to-client' ? 'the server' : 'the client';
  if (frame.opcode === 'close') {
    const close = { code: frame.closeCode, reason: frame.closeReason ?? '' };
    return `${from}'s Close frame ${close.code === undefined ? 'without a code' : shortClose(close)}`;
  }
  return frame.text === undefined
    ? `${from}'s ${frame.opcode} frame of ${frame.payloadBytes} bytes`
    : `${from}'s message “${cut(frame.text)}”`;
}

function whatWasChanged(left: Run, right: Run): string {
  const changed: string[] = [];
  if (left.language !== right.language)
    changed.push(`left is ${LANGUAGE_NAMES[left.language]} and right is ${LANGUAGE_NAMES[right.language]}`);
  else if (left.code === right.code && left.profile !== right.profile) changed.push('the code is the same');
  if (left.profile !== right.profile)
    changed.push(`the servers are ${serverProfiles[left.profile].label} and ${serverProfiles[right.profile].label}`);
  if (changed.length === 0)
    return left.code === right.code ? 'Both sides ran the same code on the same kind of server.' : '';
  return `${upperFirst(changed.join('; '))}.`;
}

function list(steps: readonly string[]): string {
  const shown = steps.slice(0, MAX_STEPS);
  const more = steps.length - shown.length;
  return shown.join(', then ') + (more > 0 ? `, and ${more} more` : '');
}

const cut = (text: string): string => {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
};
const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);
const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);
