import { expect, test } from 'vitest';
import { loadExamples } from '#content/load-examples.ts';
import { formatScript, parseScript } from '#site/playground/client/client-script.ts';

test('reads one step a line and skips empty lines', () => {
  expect(parseScript('send hello  world\n\nwait-for message\nsleep 500\nclose 4001 leaving now')).toEqual({
    ok: true,
    steps: [
      { do: 'send', text: 'hello  world' },
      { do: 'wait-for', event: 'message' },
      { do: 'sleep', ms: 500 },
      { do: 'close', code: 4001, reason: 'leaving now' },
    ],
  });
});

test.each([
  ['close', { do: 'close' }],
  ['close 1000', { do: 'close', code: 1000 }],
  ['close -1', { do: 'close', code: -1 }],
  ['send', { do: 'send', text: '' }],
])('reads "%s"', (line, step) => {
  expect(parseScript(line)).toEqual({ ok: true, steps: [step] });
});

test.each([
  ['shout hello', 'A step begins with send, wait-for, sleep or close, not with "shout".'],
  ['wait-for error', 'Wait for open, message or close.'],
  ['sleep long', 'Sleep for 1 to 10000 milliseconds.'],
  ['close because', 'A code comes before the reason.'],
])('says what is wrong with "%s", and where', (line, problem) => {
  expect(parseScript(`send a\n${line}`)).toEqual({ ok: false, line: 2, problem });
});

const clients = loadExamples().flatMap(({ slug, clients: all }) =>
  all.map((client, index) => ({ slug, client, index })),
);

test.each(clients)('the script of $slug, client $index, survives being written down and read', ({ client }) => {
  expect(parseScript(formatScript(client.script))).toEqual({ ok: true, steps: client.script });
});
