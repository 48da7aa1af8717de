import { expect, test } from 'vitest';
import { helpText, parseConfig } from '#server/config.ts';
import { LIMITS } from '#limits';

test('takes the defaults when nothing is said', () => {
  expect(parseConfig([], {})).toMatchObject({ ok: true, config: { port: 8888, host: 'localhost', limits: LIMITS } });
});

test('reads the environment, and lets a flag win', () => {
  const environment = { PORT: '9000', HOST: '::1', MAX_RUNS: '7' };
  expect(parseConfig(['--port', '0', '--idle-ms', '50'], environment)).toMatchObject({
    ok: true,
    config: { port: 0, host: '::1', limits: { maxRuns: 7, idleMs: 50 } },
  });
});

test.for([
  [['--prot', '1'], "Unknown option '--prot'. See --help for every option."],
  [['--port', 'http'], '--port is "http": Invalid input: expected number, received NaN.'],
  [['--port', '70000'], '--port is "70000": Too big: expected number to be <=65535.'],
  [['--max-runs', '0'], '--max-runs is "0": Too small: expected number to be >0.'],
  [['serve'], "Unexpected argument 'serve'. See --help for every option."],
] as const)('refuses %j in one line', ([args, message]) => {
  expect(parseConfig([...args], {})).toEqual({ ok: false, message });
});

test('names the variable when the environment is wrong', () => {
  expect(parseConfig([], { PORT: 'x' })).toMatchObject({ ok: false, message: expect.stringMatching(/^PORT is "x"/) });
});

test('the help text shows every limit with its default', () => {
  const help = helpText();
  expect(parseConfig(['--help'], {})).toEqual({ ok: 'help' });
  expect(help).toContain('--max-code-bytes <number>');
  expect(help.match(/^ {2}--/gm)).toHaveLength(Object.keys(LIMITS).length + 8);
});
