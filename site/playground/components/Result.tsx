import type { JSX } from 'preact';
import { SendBox } from '../client/SendBox.tsx';
import type { Playground } from '../playground.ts';
import { Timeline } from '../timeline/Timeline.tsx';
import { connectionFacts } from '../verdict/connection-facts.ts';
import { connectionOf } from '../verdict/connection-of.ts';
import { Promised } from './Promised.tsx';
import { RunNotice } from './RunNotice.tsx';
import { TwoColumns } from './TwoColumns.tsx';
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
  const connection = connectionOf(run, playground.runs.client.value);
  return (
    <>
      <div class="summary">
        <RunNotice run={run} verdict={verdict} onLine={showLine} />
        <ClientTabs playground={playground} />
        {verdict !== undefined && (
          <>
            <VerdictView verdict={verdict} onLine={showLine} />
            <TwoColumns facts={connectionFacts(connection.browser, connection.server)} />
          </>
        )}
        <SendBox playground={playground} />
      </div>
      <Timeline playground={playground} onLine={showLine} />
    </>
  );
}

/** Which of the page's clients the verdict is about, when there are several. */
function ClientTabs({ playground }: { playground: Playground }): JSX.Element | null {
  const dialled = new Set(playground.runs.latest.value?.browser.map(({ client }) => client));
  if (dialled.size < 2) return null;
  return (
    <div class="client-tabs" role="group" aria-label="Client">
      {[...dialled].map((client) => (
        <button
          key={client}
          type="button"
          aria-pressed={playground.runs.client.value === client}
          onClick={() => (playground.runs.client.value = client)}
        >
          Client {client}
        </button>
      ))}
    </div>
  );
}
