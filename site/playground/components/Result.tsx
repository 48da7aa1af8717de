import type { JSX } from 'preact';
import { ClientTabs } from '../client/ClientTabs.tsx';
import { SendBox } from '../client/SendBox.tsx';
import type { Playground } from '../playground.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { connectionFacts } from '../verdict/connection-facts.ts';
import { FactTable } from './FactTable.tsx';
import { Promised } from './Promised.tsx';
import { RunNotice } from './RunNotice.tsx';
import { SameAsNote } from './SameAsNote.tsx';
import { VerdictView } from './VerdictView.tsx';

interface Props {
  playground: Playground;
  onLine: () => void;
}

export function Result({ playground, onLine }: Props): JSX.Element {
  const run = playground.runs.latest.value;
  const verdict = playground.runs.verdict.value;
  const showLine = (line: number): void => {
    playground.lines.reveal(line);
    onLine();
  };
  if (run === undefined) return <Promised playground={playground} />;
  const connection = playground.runs.shown.value;
  return (
    <>
      {/* It scrolls when the window is low, and then the keyboard must reach it. */}
      <div class="summary" role="group" aria-label="Verdict" tabIndex={0}>
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
      </div>
      <Timeline playground={playground} onLine={showLine} />
    </>
  );
}
