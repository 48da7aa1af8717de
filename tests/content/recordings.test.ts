import { expect, test } from 'vitest';
import type { BrowserEvent, Outcome } from '#content/example-schema.ts';
import { loadExamples } from '#content/load-examples.ts';
import type { RecordedRun } from '#protocol/recorded-run.ts';
import { recordables, storedRecording } from '#tests/recordings/recordings.ts';

/** With tests/e2e/recordings.test.ts, which compares each recording with a fresh run: the browser sees what is promised. */

const cases = recordables(loadExamples()).map((recordable) => ({
  ...recordable,
  slug: recordable.example.slug,
}));

test.for(cases)('the recorded run of $slug in $language keeps its promise', (recordable) => {
  const recording = storedRecording(recordable);
  if (recording === undefined) throw new Error(`npm run record -- ${recordable.slug}`);
  const { clients } = recordable.example;
  expect(clients.map((_, index) => seenBy(index + 1, recording))).toEqual(
    clients.map(({ sees }, index) => withRaces(sees.uvicorn, seenBy(index + 1, recording))),
  );
});

function seenBy(client: number, { browser }: RecordedRun): BrowserEvent[] {
  return browser
    .filter((event) => event.client === client)
    .flatMap((event): BrowserEvent[] => {
      switch (event.kind) {
        case 'open':
          return [{ type: 'open', ...(event.protocol !== '' && { protocol: event.protocol }) }];
        case 'message':
          return [{ type: 'message', data: event.data }];
        case 'error':
          return [{ type: 'error' }];
        case 'close':
          return [{ type: 'close', code: event.code, reason: event.reason, wasClean: event.wasClean }];
        default:
          return [];
      }
    });
}

/** `wasClean` is a race where an example leaves it out: there, whatever was recorded. */
function withRaces({ events }: Outcome, seen: readonly BrowserEvent[]): BrowserEvent[] {
  return events.map((event, index) => {
    const other = seen[index];
    if (event.type !== 'close' || event.wasClean !== undefined || other?.type !== 'close') return event;
    return { ...event, ...(other.wasClean !== undefined && { wasClean: other.wasClean }) };
  });
}
