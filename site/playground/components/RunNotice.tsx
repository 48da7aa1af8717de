import type { JSX } from 'preact';
import type { Diagnostic } from '#protocol/server-message.ts';
import type { Run } from '../run-state.ts';
import type { Verdict } from '../verdict/verdict.ts';
import { SHARED_RUN_ID } from '../share/kept-runs.ts';
import { Countdown } from './Countdown.tsx';
import { Icon } from './icons.tsx';

interface Props {
  run: Run;
  verdict: Verdict | undefined;
  onLine: (line: number) => void;
}

/** What is to be said about the run itself and not about a connection: waiting, refused, ended. */
export function RunNotice({ run, verdict, onLine }: Props): JSX.Element | null {
  if (run.recordedOn !== undefined) return <Recorded run={run} recordedOn={run.recordedOn} />;
  switch (run.at.phase) {
    case 'starting':
      return <p class="run-notice">Starting your handler.</p>;
    case 'queued':
      return (
        <p class="run-notice">
          Every place is taken, and you are number {run.at.position} in line. Your handler starts{' '}
          {run.at.readyAtMs === undefined ? (
            'as soon as a place is free'
          ) : (
            <Countdown untilMs={run.at.readyAtMs} over="at any moment" />
          )}
          ; Stop leaves the line.
        </p>
      );
    case 'live':
    case 'settled':
      return null;
    case 'refused':
      return (
        <div class="refused">
          <p class="outcome">
            <Icon name="warning" /> not run
          </p>
          <p class="effect">{run.at.fault.title}</p>
          <p>{run.at.fault.message}</p>
          <Diagnostics diagnostics={run.at.diagnostics} onLine={onLine} />
          <p class="advice">
            {run.at.fault.hint}
            {run.at.retryAtMs !== undefined && (
              <>
                {' '}
                A place in the line should be free <Countdown untilMs={run.at.retryAtMs} over="now" />.
              </>
            )}
          </p>
        </div>
      );
    case 'ended': {
      const { title, message } = run.at.reason;
      return verdict?.because === message ? null : (
        <p class="run-notice">
          <strong>{title}.</strong> {message}
        </p>
      );
    }
  }
}

const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });

/** A run from another day looks like one of now, so it must say that it is none. */
function Recorded({ run, recordedOn }: { run: Run; recordedOn: string }): JSX.Element {
  const whose = run.runId === SHARED_RUN_ID ? 'Recorded by who shared it' : 'Recorded';
  return (
    <p class="run-notice recorded-notice">
      <strong>
        {whose} on {DAY.format(new Date(recordedOn))}.
      </strong>{' '}
      Press Run to see it live.
    </p>
  );
}

function Diagnostics({ diagnostics, onLine }: { diagnostics: Diagnostic[]; onLine: Props['onLine'] }): JSX.Element {
  return (
    <ul class="diagnostics">
      {diagnostics.map(({ line, column, message }) => (
        <li key={`${line}:${column}`}>
          <button type="button" class="line-link" onClick={() => onLine(line)}>
            Line {line}, column {column}
          </button>{' '}
          <code>{message}</code>
        </li>
      ))}
    </ul>
  );
}
