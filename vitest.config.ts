import { configDefaults, defineConfig } from 'vitest/config';
import { SummaryReporter } from './scripts/summary-reporter.ts';

/**
 * One project per kind of promise. A folder of `tests/` names the kind; a suffix
 * names where a test runs when that is not plain Node.
 *
 * Projects run one group after the other: what measures time or starts
 * processes must not share the machine's cores with the rest.
 */
interface Kind {
  name: string;
  include: string[];
  /** Order among the groups; kinds with the same number run together. */
  group: number;
  /** Several times what the slowest test needs on a quiet machine: this ends what hangs, and measures nothing. */
  timeoutMs: number;
  /** One file at a time, because its tests load the machine or measure it. */
  alone?: boolean;
  execArgv?: string[];
  /** Real sockets, processes and browsers on a machine that others use too: what fails, fails twice, and the report says so. */
  isReal?: boolean;
}

const SUFFIXES = ['tests/**/*.neutral.test.ts', 'tests/**/*.memory.test.ts'];

const KINDS: Kind[] = [
  { name: 'unit', include: ['tests/{unit,architecture}/**/*.test.{ts,tsx}'], group: 0, timeoutMs: 20_000 },
  { name: 'neutral', include: ['tests/**/*.neutral.test.ts'], group: 0, timeoutMs: 20_000 },
  { name: 'content', include: ['tests/content/**/*.test.ts'], group: 1, timeoutMs: 60_000, isReal: true },
  { name: 'wire', include: ['tests/wire/**/*.test.ts'], group: 1, timeoutMs: 45_000, isReal: true },
  { name: 'lessons', include: ['tests/lessons/**/*.test.ts'], group: 1, timeoutMs: 90_000, isReal: true },
  { name: 'sandbox', include: ['tests/sandbox/**/*.test.ts'], group: 1, timeoutMs: 60_000, isReal: true },
  {
    name: 'memory',
    include: ['tests/**/*.memory.test.ts'],
    group: 2,
    timeoutMs: 120_000,
    alone: true,
    execArgv: ['--expose-gc'],
  },
  { name: 'truth', include: ['tests/truth/**/*.test.ts'], group: 3, timeoutMs: 120_000, alone: true, isReal: true },
  { name: 'attacks', include: ['tests/attacks/**/*.test.ts'], group: 4, timeoutMs: 120_000, alone: true, isReal: true },
  { name: 'e2e', include: ['tests/e2e/**/*.test.ts'], group: 5, timeoutMs: 120_000, alone: true, isReal: true },
];

/** What is polled comes in a moment, on a quiet machine; Vitest would give up after a second. */
const POLL_MS = 15_000;

export default defineConfig({
  test: {
    maxWorkers: 2,
    expect: { poll: { timeout: POLL_MS } },
    reporters: ['default', new SummaryReporter()],
    projects: KINDS.map((kind) => ({
      extends: true,
      test: {
        name: kind.name,
        include: kind.include,
        exclude: [...configDefaults.exclude, ...SUFFIXES.filter((suffix) => !kind.include.includes(suffix))],
        pool: 'forks',
        execArgv: kind.execArgv ?? [],
        testTimeout: kind.timeoutMs,
        retry: kind.isReal ? 1 : 0,
        hookTimeout: kind.timeoutMs,
        sequence: { groupOrder: kind.group },
        ...(kind.alone ? { fileParallelism: false } : {}),
      },
    })),
  },
});
