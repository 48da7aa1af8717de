import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareGenerated, compareRegressions } from '#tests/truth-lab/compare-generated.ts';
import { compareRecorded } from '#tests/truth-lab/compare-recorded.ts';
import { isCompared } from '#tests/truth-lab/known-differences.ts';
import { pythonEnvironment } from '#tests/truth-lab/python-environment.ts';
import { countLines, serverResult } from '#tests/truth-lab/result.ts';
import { ROOM_FOR_ORDERINGS } from '#tests/truth-lab/subject.ts';
import { pythonImage } from '#tests/helpers/python-run.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';
import type { Comparison } from '#tests/truth-lab/compare.ts';

/** Real uvicorn beside both guests, now; what was recorded once is compared elsewhere. */

const GENERATED = 300;
/** The same orderings each time, so that a failure is one that a change has made. */
const SEED = 20_261_128;

const environment = await pythonEnvironment('current');
if (!environment.ok)
  process.stdout.write(`live uvicorn: SKIPPED, 0 orderings compared, because ${environment.reason}\n`);

describe.skipIf(!environment.ok)('uvicorn, live', () => {
  let server: RunningServer;
  const lines: string[] = [];

  beforeAll(async () => {
    pythonImage();
    server = await startServer({ args: ROOM_FOR_ORDERINGS, env: { HOST: '127.0.0.1' } });
  });

  afterAll(async () => {
    process.stdout.write(`${lines.join('\n')}\n`);
    await server.stop();
  });

  test('does with each recorded ordering what both guests do', async () => {
    const compared = await compareRecorded('uvicorn', { server, clients: ['raw', 'ws'] });
    if (!compared.ok) throw new Error(compared.reason);
    lines.push(...countLines(serverResult('uvicorn', compared.versions, compared.comparisons)));
    expect(differences(compared.comparisons)).toEqual([]);
  });

  test('does with each ordering that once differed what both guests do', async () => {
    const compared = await compareRegressions(server);
    if (!compared.ok) throw new Error(compared.reason);
    expect(differences(compared.comparisons)).toEqual([]);
  });

  test('does with generated orderings what both guests do', async () => {
    const compared = await compareGenerated({ server, count: GENERATED, seed: SEED, shrinks: false });
    if (!compared.ok) throw new Error(compared.reason);
    const result = serverResult('uvicorn', compared.versions, compared.comparisons);
    lines.push(...countLines({ ...result, profile: `uvicorn, generated (seed ${SEED})` }));
    expect(differences(compared.comparisons)).toEqual([]);
  });
});

function differences(comparisons: readonly Comparison[]): Comparison[] {
  return comparisons.filter(({ equal, ordering, view, language }) => !equal && isCompared(ordering, view, language));
}
