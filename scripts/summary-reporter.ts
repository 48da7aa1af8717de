import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/** Ends a run with one line for machines and hurried people: `N passed, N failed`. */
export class SummaryReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    const counted = { passed: 0, failed: unhandledErrors.length };
    for (const testModule of testModules) {
      // A module that does not load, or a hook that throws, fails without any failed test.
      counted.failed += testModule.errors().length;
      for (const test of testModule.children.allTests()) {
        const { state } = test.result();
        if (state === 'passed' || state === 'failed') counted[state] += 1;
      }
    }
    process.stdout.write(`\n${counted.passed} passed, ${counted.failed} failed\n`);
  }
}
