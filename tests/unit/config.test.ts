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
  [['--port', 'http'], '--port is "http": expected a whole number from 0 to 65535.'],
  [['--port', '70000'], '--port is "70000": expected a whole number from 0 to 65535.'],
  [['--port', ''], '--port is "": expected a whole number from 0 to 65535.'],
  [['--port', '-1'], "Option '--port' argument is ambiguous. See --help for every option."],
  [['--max-runs', '0'], '--max-runs is "0": expected a whole number from 1 to 9007199254740991.'],
  [['--log-level', 'loud'], '--log-level is "loud": expected one of debug, info, warn, error, silent.'],
  [['serve'], "Unexpected argument 'serve'. See --help for every option."],
] as const)('refuses %j in one line', ([args, message]) => {
  expect(parseConfig([...args], {})).toEqual({ ok: false, message });
});

test('names the variable when the environment is wrong', () => {
  expect(parseConfig([], { PORT: 'x' })).toMatchObject({ ok: false, message: expect.stringMatching(/^PORT is "x"/) });
});

test('takes an empty variable for none', () => {
  expect(parseConfig([], { PORT: '', HOST: '' })).toMatchObject({
    ok: true,
    config: { port: 8888, host: 'localhost' },
  });
});

test('the help text shows every limit with its default', () => {
  const help = helpText();
  expect(parseConfig(['--help'], {})).toEqual({ ok: 'help' });
  expect(help).toContain('--max-code-bytes <number>');
  expect(parseConfig(['-h'], {})).toEqual({ ok: 'help' });
  expect(help.match(/^ {2}(?:-h, )?--/gm)).toHaveLength(Object.keys(LIMITS).length + 8);
});
