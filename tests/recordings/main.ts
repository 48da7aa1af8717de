/**
 * Runs examples in Chromium and stores what happened beside each. A recording
 * that a fresh run confirms is left as it is, with its date and its times.
 *
 * Usage: npm run record [-- slug …]
 */
import { writeFileSync } from 'node:fs';
import { loadExamples } from '#content/load-examples.ts';
import { sameRun } from './comparable-run.ts';
import { Recorder } from './recorder.ts';
import { inLanes, RACES, recordables, recordingFile, storedRecording } from './recordings.ts';

const QUIET_MS = 800;

const slugs = process.argv.slice(2);
const examples = loadExamples().filter(({ slug }) => slugs.length === 0 || slugs.includes(slug));
const unknown = slugs.filter((slug) => !examples.some((example) => example.slug === slug));
if (unknown.length > 0) {
  console.error(`There is no example ${unknown.join(', ')} in content/examples.`);
  process.exit(1);
}

await using recorder = await Recorder.start();
let written = 0;
let failed = 0;
const work = recordables(examples);
await inLanes(work, async (recordable) => {
  const name = `${recordable.example.slug}, ${recordable.language}`;
  try {
    const fresh = await recorder.record(recordable.example, recordable.language, QUIET_MS);
    const stored = storedRecording(recordable);
    if (stored !== undefined && sameRun(stored, fresh, RACES.has(recordable.example.slug))) return;
    writeFileSync(recordingFile(recordable), `${JSON.stringify(fresh)}\n`);
    written += 1;
    console.log(`${name}: recorded`);
  } catch (error) {
    failed += 1;
    console.error(`${name}: ${error instanceof Error ? error.message : String(error)}`);
  }
});
console.log(`${work.length} runs, ${written} written, ${work.length - written - failed} as before, ${failed} failed.`);
if (failed > 0) process.exitCode = 1;
