import { expect, test } from 'vitest';
import { Check } from '#content/lesson-schema.ts';
import { grade } from '#site/workshop/grading/grade.ts';
import type { SeenEvent } from '#site/workshop/grading/patterns.ts';
import type { ClientFacts, RunFacts } from '#site/workshop/grading/run-facts.ts';

const open: SeenEvent = { atMs: 15, type: 'open', protocol: '' };
const close = (code: number, reason = '', atMs = 20): SeenEvent => ({ atMs, type: 'close', code, reason });

function facts(clients: Record<string, Partial<ClientFacts>>, raised: string[] = []): RunFacts {
  const whole = (some: Partial<ClientFacts>): ClientFacts => ({
    attempts: 1,
    dialledAtMs: 10,
    events: [],
    status: 101,
    stillOpen: false,
    asked: [],
    ...some,
  });
  return { clients: new Map(Object.entries(clients).map(([name, some]) => [name, whole(some)])), raised };
}

const TOLD = Check.parse({
  check: 'sees',
  title: 'The client is told',
  client: 'app',
  status: 101,
  events: [[{ type: 'open' }, { type: 'close', code: 4004, reason: '/./' }]],
  withinMs: 100,
  mistakes: [
    { id: 'refused-early', when: { status: 403 }, says: 'It saw 1006.' },
    {
      id: 'no-reason',
      when: { saw: [{ type: 'open' }, { type: 'close', code: 4004, reason: '' }] },
      says: 'No reason.',
    },
  ],
});
const graded = (check: unknown, run: RunFacts) => grade({ checks: [Check.parse(check)] }, run).checks[0]!;

test('passes when every check is met', () => {
  const run = facts({ app: { events: [open, close(4004, 'Unknown project')] } });
  expect(grade({ checks: [TOLD, Check.parse({ check: 'raises-nothing', title: 'Nothing' })] }, run)).toMatchObject({
    passed: true,
    checks: [{ met: true }, { met: true }],
  });
});

test('a known mistake speaks with its own words, the first that fits', () => {
  const refused = facts({ app: { status: 403, events: [{ atMs: 12, type: 'error' }, close(1006)] } });
  expect(graded(TOLD, refused)).toMatchObject({ met: false, mistake: 'refused-early', says: 'It saw 1006.' });
  const mute = facts({ app: { events: [open, close(4004)] } });
  expect(graded(TOLD, mute)).toMatchObject({ met: false, mistake: 'no-reason' });
});

test('a mistake that nobody foresaw is told what was seen and what was expected', () => {
  const run = facts({ app: { events: [open, close(4000, 'no')] } });
  expect(graded(TOLD, run)).toMatchObject({
    mistake: undefined,
    says: 'The client saw HTTP 101, open, close 4000 "no". Expected: open, close 4004 with a reason.',
  });
});

test('what comes too late is not met, and says so', () => {
  const run = facts({ app: { events: [open, close(4004, 'gone', 111)] } });
  expect(graded(TOLD, run).says).toContain('only after 100 ms');
});

test('a client that must stay may not have been closed', () => {
  const check = { check: 'sees', title: 'Stays', client: 'app', events: [[{ type: 'open' }]], staysOpen: true };
  expect(graded(check, facts({ app: { events: [open], stillOpen: true } })).met).toBe(true);
  expect(graded(check, facts({ app: { events: [open, close(1006)] } })).met).toBe(false);
});

test('one of several ways to be told is enough', () => {
  const check = {
    check: 'sees',
    title: 'Either',
    client: 'app',
    events: [[{ type: 'message', data: '/error/' }], [{ type: 'close', code: 1003 }]],
  };
  expect(graded(check, facts({ app: { events: [close(1003)] } })).met).toBe(true);
  expect(graded(check, facts({ app: { events: [{ atMs: 1, type: 'message', data: 'an error' }] } })).met).toBe(true);
  expect(graded(check, facts({ app: { events: [close(1006)] } })).met).toBe(false);
});

test('an exception that leaves a handler is named', () => {
  const check = {
    check: 'raises-nothing',
    title: 'Nothing',
    mistakes: [{ id: 'twice', when: { raised: '/once a close/' }, says: 'Closed twice.' }],
  };
  expect(graded(check, facts({}, ['KeyError: x'])).says).toBe('An exception left your handler: KeyError: x');
  expect(graded(check, facts({}, ['RuntimeError: Cannot call "send" once a close message…'])).mistake).toBe('twice');
});

test('attempts are counted from below and from above', () => {
  const check = { check: 'attempts', title: 'Backs off', client: 'app', atLeast: 2, atMost: 5 };
  expect(graded(check, facts({ app: { attempts: 3 } })).met).toBe(true);
  expect(graded(check, facts({ app: { attempts: 1 } })).says).toBe(
    'The server counted 1 attempt, and expected 2 or more.',
  );
  expect(graded(check, facts({ app: { attempts: 16 } })).says).toContain('16 attempts, and expected 5 or fewer');
});

test('codes that must differ are compared pair by pair', () => {
  const check = { check: 'codes-differ', title: 'Differ', clients: ['a', 'b'] };
  const of = (a: number, b: number) => facts({ a: { events: [close(a)] }, b: { events: [close(b)] } });
  expect(graded(check, of(4004, 4404)).met).toBe(true);
  expect(graded(check, of(4004, 4004)).says).toBe('The clients "a" and "b" both saw 4004.');
  expect(graded(check, facts({ a: { events: [close(4000)] }, b: {} })).says).toContain('"b" was not closed');
});

test('a mistake may be about what the handler asked for and about another client', () => {
  const check = {
    check: 'sees',
    title: 'Told',
    client: 'app',
    events: [[{ type: 'close', code: 4000 }]],
    mistakes: [
      { id: 'too-long', when: { askedReason: '/.{124,}/' }, says: 'Too long.' },
      { id: 'others-too', when: { client: 'other', stillOpen: true }, says: 'The other one waits.' },
    ],
  };
  const asked = [{ code: 4000, reason: 'x'.repeat(130) }];
  expect(graded(check, facts({ app: { events: [close(1006)], asked } })).mistake).toBe('too-long');
  expect(graded(check, facts({ app: { events: [close(1006)] }, other: { stillOpen: true } })).mistake).toBe(
    'others-too',
  );
});
