import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadExamples } from '#content/load-examples.ts';
import { comparableRun, sameRun } from '#tests/recordings/comparable-run.ts';
import { Recorder } from '#tests/recordings/recorder.ts';
import { inLanes, RACES, recordables, storedRecording } from '#tests/recordings/recordings.ts';

/** The page of an example shows its recorded run to everybody who does not press Run. */

/** A quiet machine needs a quarter of it. */
const ALL_MS = 240_000;
/** A busy machine may fall silent in the middle of a run: what differs gets more time before it counts. */
const QUIET_MS = [250, 1_500];

let recorder: Recorder;

beforeAll(async () => {
  recorder = await Recorder.start();
});
afterAll(() => recorder[Symbol.asyncDispose]());

test('every recorded run is what a fresh run shows', { timeout: ALL_MS }, async () => {
  const different: Record<string, { fresh: unknown; stored: unknown }> = {};
  await inLanes(recordables(loadExamples()), async (recordable) => {
    const { example, language } = recordable;
    const name = `${example.slug}, ${language}`;
    const recording = storedRecording(recordable);
    if (recording === undefined) {
      different[name] = { fresh: 'npm run record', stored: undefined };
      return;
    }
    for (const quietMs of QUIET_MS) {
      const fresh = await recorder.record(example, language, quietMs);
      delete different[name];
      if (sameRun(fresh, recording, RACES.has(example.slug))) return;
      different[name] = { fresh: comparableRun(fresh), stored: comparableRun(recording) };
    }
  });
  expect(different).toEqual({});
});
