import type { Reporter, SerializedError, TestModule } from 'vitest/node';

/**
 * Ends a run for machines and hurried people: one line `failed: <where>: <why>` for each failure, then `N passed, N failed`.
 * A module that does not load, a hook that throws and an error that no test caught are failures too.
 */
export class SummaryReporter implements Reporter {
  onTestRunEnd(testModules: readonly TestModule[], unhandledErrors: readonly SerializedError[]): void {
    let passed = 0;
    const failures = unhandledErrors.map((error) => failure('outside of every test', [error]));
    for (const testModule of testModules) {
      const file = `${testModule.project.name} ${testModule.relativeModuleId}`;
      for (const suite of [testModule, ...testModule.children.allSuites()]) {
        failures.push(...suite.errors().map((error) => failure(file, [error])));
      }
      for (const test of testModule.children.allTests()) {
        const { state, errors } = test.result();
        if (state === 'passed') passed += 1;
        if (state === 'failed') failures.push(failure(`${file} > ${test.fullName}`, errors));
      }
    }
    process.stdout.write(`\n${failures.join('')}${passed} passed, ${failures.length} failed\n`);
  }
}

function failure(where: string, errors: readonly SerializedError[] = []): string {
  const why = errors.map(({ message }) => message.split('\n', 1)[0]).join(' | ');
  return `failed: ${where}: ${why}\n`;
}
