import { expect, test } from 'vitest';
import { parseOptions } from '#tests/truth-lab/options.ts';

test('without a flag everything is compared', () => {
  expect(parseOptions([])).toMatchObject({
    ok: true,
    options: { clients: ['raw', 'ws', 'chromium'], parts: ['recorded', 'examples', 'generated'], generate: 1_000 },
  });
});

test('names are taken in the order in which they run', () => {
  expect(parseOptions(['--servers', 'daphne,uvicorn', '--only', 'recorded'])).toMatchObject({
    ok: true,
    options: { servers: ['uvicorn', 'daphne'], parts: ['recorded'] },
  });
});

test('--help comes before everything else', () => {
  expect(parseOptions(['--help', '--servers', 'nginx'])).toEqual({ ok: 'help' });
});

test.for([
  [['--servers', 'nginx'], '--servers has "nginx", which is none of uvicorn'],
  [['--only', 'all'], '--only has "all", which is none of recorded, examples, generated.'],
  [['--generate', 'many'], '--generate is "many", which is no whole number below a billion.'],
  [['--seeds', '3'], "Unknown option '--seeds'"],
] as const)('%j is refused with the flag that is wrong', ([args, message]) => {
  const parsed = parseOptions(args);
  expect('message' in parsed && parsed.message).toContain(message);
});
