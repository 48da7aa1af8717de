import type { Check, Condition, Lesson } from '#content/lesson-schema.ts';
import { describePatterns, describeSeen } from './describe.ts';
import { endOfSequence, matchesEvent, matchesNumber, matchesText } from './patterns.ts';
import type { ClientFacts, RunFacts } from './run-facts.ts';

export interface CheckResult {
  title: string;
  met: boolean;
  /** Of a check that was not met: what the client saw and what to think about. */
  says: string;
  /** The known mistake that it was, if it was one. */
  mistake: string | undefined;
  /** What the client of the check saw, for the reader who wants to compare. */
  saw: string | undefined;
}

export interface Grade {
  passed: boolean;
  /** In the order of the exercise. */
  checks: readonly CheckResult[];
}

/** Grades a run by what its clients saw. Pure: the same facts get the same grade in the page and in the tests. */
export function grade({ checks }: Pick<Lesson, 'checks'>, facts: RunFacts): Grade {
  const results = checks.map((check) => gradeCheck(check, facts));
  return { passed: results.every(({ met }) => met), checks: results };
}

function gradeCheck(check: Check, facts: RunFacts): CheckResult {
  const client = 'client' in check ? facts.clients.get(check.client) : undefined;
  const saw = client && (check.check === 'attempts' ? countAttempts(client.attempts) : describeSeen(client));
  const problem = problemWith(check, facts);
  if (problem === undefined) return { title: check.title, met: true, says: '', mistake: undefined, saw };
  const own = 'client' in check ? check.client : undefined;
  const mistake = check.mistakes.find(({ when }) => holds(when, facts, own));
  return { title: check.title, met: false, says: mistake?.says ?? problem, mistake: mistake?.id, saw };
}

/** What is wrong, in the words for a mistake that nobody foresaw. */
function problemWith(check: Check, facts: RunFacts): string | undefined {
  switch (check.check) {
    case 'sees':
      return problemWithSeen(check, facts.clients.get(check.client));
    case 'raises-nothing': {
      const [first] = facts.raised;
      return first === undefined ? undefined : `An exception left your handler: ${first}`;
    }
    case 'attempts': {
      const attempts = facts.clients.get(check.client)?.attempts ?? 0;
      if (attempts < check.atLeast)
        return `The server counted ${countAttempts(attempts)}, and expected ${check.atLeast} or more.`;
      if (attempts > check.atMost)
        return `The server counted ${countAttempts(attempts)}, and expected ${check.atMost} or fewer.`;
      return undefined;
    }
    case 'codes-differ':
      return problemWithCodes(check.clients, facts);
  }
}

function problemWithSeen(
  check: Extract<Check, { check: 'sees' }>,
  client: ClientFacts | undefined,
): string | undefined {
  if (client === undefined) return `The client "${check.client}" did not dial.`;
  const expected = check.events.map(describePatterns).join(', or ');
  const mismatch = `The client saw ${describeSeen(client)}. Expected: ${expected}.`;
  if (!matchesNumber(check.status, client.status)) return mismatch;
  const ends = check.events.map((patterns) => endOfSequence(patterns, client.events));
  const end = ends.find((index) => index !== undefined);
  if (end === undefined) return mismatch;
  if (check.staysOpen && !client.stillOpen)
    return `The client saw ${describeSeen(client)}. Expected: ${expected}, and an open connection.`;
  const last = client.events[end - 1];
  if (check.withinMs !== undefined && last !== undefined && last.atMs - client.dialledAtMs > check.withinMs)
    return `The client saw ${describeSeen(client)}, but only after ${check.withinMs} ms.`;
  return undefined;
}

function problemWithCodes(names: readonly string[], facts: RunFacts): string | undefined {
  const byCode = new Map<number, string>();
  for (const name of names) {
    const close = facts.clients.get(name)?.events.findLast((event) => event.type === 'close');
    if (close === undefined)
      return `The client "${name}" was not closed, so it has no code to tell it from the others.`;
    const other = byCode.get(close.code);
    if (other !== undefined) return `The clients "${other}" and "${name}" both saw ${close.code}.`;
    byCode.set(close.code, name);
  }
  return undefined;
}

/** Whether a mistake's condition holds; `own` is the client of the check. */
function holds(when: Condition, facts: RunFacts, own: string | undefined): boolean {
  if (when.raised !== undefined && !facts.raised.some((text) => matchesText(when.raised, text))) return false;
  const client = facts.clients.get(when.client ?? own ?? '');
  if (client === undefined) return when.raised !== undefined && !namesClient(when);
  const { events, asked } = client;
  const wantsClose = when.askedCode !== undefined || when.askedReason !== undefined;
  return (
    matchesNumber(when.status, client.status) &&
    matchesNumber(when.attempts, client.attempts) &&
    (when.saw === undefined ||
      (when.saw.length === 0 ? events.length === 0 : endOfSequence(when.saw, events) !== undefined)) &&
    (when.sawNo ?? []).every((pattern) => !events.some((event) => matchesEvent(pattern, event))) &&
    (when.stillOpen === undefined || when.stillOpen === client.stillOpen) &&
    (!wantsClose ||
      asked.some(({ code, reason }) => matchesNumber(when.askedCode, code) && matchesText(when.askedReason, reason)))
  );
}

function namesClient({ status, saw, sawNo, stillOpen, attempts, askedCode, askedReason }: Condition): boolean {
  return [status, saw, sawNo, stillOpen, attempts, askedCode, askedReason].some((part) => part !== undefined);
}

function countAttempts(count: number): string {
  return count === 1 ? '1 attempt' : `${count} attempts`;
}
