import type { JSX } from 'preact';
import { FactTable } from '../components/FactTable.tsx';
import { RunNotice } from '../components/RunNotice.tsx';
import { SameAsNote } from '../components/SameAsNote.tsx';
import { VerdictView } from '../components/VerdictView.tsx';
import { ClientTabs } from '../client/ClientTabs.tsx';
import { SendBox } from '../client/SendBox.tsx';
import type { Playground } from '../playground.ts';
import { connectionFacts } from '../verdict/connection-facts.ts';
import { differenceOf } from './difference.ts';
import { SharedTimeline } from './SharedTimeline.tsx';

interface Props {
  left: Playground;
  right: Playground;
  onLine: () => void;
}

/** The result of two runs: their difference as a sentence, both verdicts, and both timelines on one axis. */
export function Comparison({ left, right, onLine }: Props): JSX.Element {
  const [leftRun, rightRun] = [left.runs.latest.value, right.runs.latest.value];
  if (leftRun === undefined || rightRun === undefined)
    return (
      <p class="compare-empty">
        Press Run: both handlers run at the same time, and your browser dials each of them. What differs is said here.
      </p>
    );
  const began = leftRun.browser.length > 0 || rightRun.browser.length > 0;
  return (
    <>
      {began && (
        <p class="difference">
          {differenceOf(
            { run: leftRun, client: left.runs.client.value },
            { run: rightRun, client: right.runs.client.value },
          )}
        </p>
      )}
      <div class="compared">
        <SideResult name="Left" playground={left} onLine={onLine} />
        <SideResult name="Right" playground={right} onLine={onLine} />
      </div>
      {began && <SharedTimeline left={left} right={right} onLine={onLine} />}
    </>
  );
}

function SideResult({ name, playground, onLine }: { name: string; playground: Playground; onLine: () => void }) {
  const run = playground.runs.latest.value;
  const verdict = playground.runs.verdict.value;
  const showLine = (line: number): void => {
    playground.lines.reveal(line);
    onLine();
  };
  if (run === undefined) return null;
  const connection = playground.runs.shown.value;
  return (
    <section class="compared-side" aria-label={`${name} result`} data-recorded={run.recordedOn !== undefined}>
      <h2>{name}</h2>
      <RunNotice run={run} verdict={verdict} onLine={showLine} />
      <ClientTabs playground={playground} />
      {verdict !== undefined && connection !== undefined && (
        <>
          <VerdictView verdict={verdict} onLine={showLine} />
          <FactTable facts={connectionFacts(connection)} />
          <SameAsNote playground={playground} />
        </>
      )}
      <SendBox playground={playground} />
    </section>
  );
}
