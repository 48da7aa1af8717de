import { expect, test } from 'vitest';
import { loadExamples } from '#content/load-examples.ts';
import { formatScript, parseScript } from '#site/playground/client/client-script.ts';

test('reads one step a line and skips empty lines and notes', () => {
  expect(
    parseScript(
      'send hello  world\n\n# the answer\nwait-for message\nsleep 500\nsend-bytes 00 FF7f\nclose 4001 leaving now',
    ),
  ).toEqual({
    ok: true,
    steps: [
      { do: 'send', text: 'hello  world' },
      { do: 'wait-for', event: 'message' },
      { do: 'sleep', ms: 500 },
      { do: 'send-bytes', hex: '00ff7f' },
      { do: 'close', code: 4001, reason: 'leaving now' },
    ],
  });
});

test.each([
  ['close', { do: 'close' }],
  ['close 1000', { do: 'close', code: 1000 }],
  ['close -1', { do: 'close', code: -1 }],
  ['send', { do: 'send', text: '' }],
  ['send # no note', { do: 'send', text: '# no note' }],
  ['send-bytes', { do: 'send-bytes', hex: '' }],
  ['wait-for open ', { do: 'wait-for', event: 'open' }],
  ['leave', { do: 'leave' }],
  ['drop ', { do: 'drop' }],
])('reads "%s"', (line, step) => {
  expect(parseScript(line)).toEqual({ ok: true, steps: [step] });
});

test.each([
  ['shout hello', 'A step begins with send, send-bytes, wait-for, sleep, close, leave or drop, not with "shout".'],
  [
    'constructor',
    'A step begins with send, send-bytes, wait-for, sleep, close, leave or drop, not with "constructor".',
  ],
  ['wait-for error', 'Wait for open, message or close.'],
  ['sleep long', 'Sleep for 1 to 10000 milliseconds.'],
  ['sleep', 'Sleep for 1 to 10000 milliseconds.'],
  ['close because', 'A code comes before the reason.'],
  ['send-bytes 0', 'Bytes are pairs of hexadecimal digits, such as "00 ff 7f".'],
  ['send-bytes xy', 'Bytes are pairs of hexadecimal digits, such as "00 ff 7f".'],
  ['drop 5', 'Nothing comes after drop.'],
])('says what is wrong with "%s", and where', (line, problem) => {
  expect(parseScript(`send a\n${line}`)).toEqual({ ok: false, problems: [{ line: 2, problem }] });
});

test('names every wrong line, and the start of a very long word only', () => {
  const parsed = parseScript(`${'x'.repeat(500)}\nsend ok\nsleep 0`);
  expect(parsed.ok ? [] : parsed.problems.map(({ line }) => line)).toEqual([1, 3]);
  expect(JSON.stringify(parsed).length).toBeLessThan(300);
});

test('what the panel can do beyond the examples survives being written down and read', () => {
  const steps = [{ do: 'send-bytes', hex: '00ff7f' }, { do: 'leave' }, { do: 'drop' }] as const;
  expect(formatScript(steps)).toBe('send-bytes 00 ff 7f\nleave\ndrop');
  expect(parseScript(formatScript(steps))).toEqual({ ok: true, steps });
});

const clients = loadExamples().flatMap(({ slug, clients: all }) =>
  all.map((client, index) => ({ slug, client, index })),
);

test.each(clients)('the script of $slug, client $index, survives being written down and read', ({ client }) => {
  expect(parseScript(formatScript(client.script))).toEqual({ ok: true, steps: client.script });
});
