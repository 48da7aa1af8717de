import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import type { Playground } from '../playground.ts';
import type { Run } from '../run-state.ts';
import { Icon } from './icons.tsx';

export function RunBar({ playground, onRun }: { playground: Playground; onRun: () => void }): JSX.Element {
  const run = playground.runs.latest.value;
  const waiting = run?.at.phase === 'starting' || run?.at.phase === 'queued';
  return (
    <div class="run-bar">
      <button type="button" class="run" onClick={onRun} disabled={playground.link.status.value?.kind !== 'connected'}>
        <Icon name="run" /> {waiting && run !== undefined ? <Waiting run={run} /> : 'Run'}
      </button>
      <button type="button" class="stop" onClick={() => playground.stopAll()} disabled={!playground.anyBusy.value}>
        <Icon name="stop" /> Stop
      </button>
      <kbd>Ctrl ↵</kbd>
    </div>
  );
}

/** "Starting…", with the seconds after the first; or the place in the line. */
function Waiting({ run }: { run: Run }): JSX.Element {
  const seconds = useSignal(0);
  useEffect(() => {
    const tick = (): void => void (seconds.value = Math.floor((performance.now() - run.sentAtMs) / 1000));
    tick();
    const timer = setInterval(tick, 200);
    return () => clearInterval(timer);
  }, [run.sentAtMs, seconds]);
  if (run.at.phase === 'queued') return <>{ordinal(run.at.position)} in line</>;
  return <>Starting…{seconds.value > 0 ? ` ${seconds.value} s` : ''}</>;
}

const SUFFIXES: Readonly<Record<string, string>> = { one: 'st', two: 'nd', few: 'rd', other: 'th' };
const rules = new Intl.PluralRules('en', { type: 'ordinal' });

function ordinal(position: number): string {
  return `${position}${SUFFIXES[rules.select(position)] ?? 'th'}`;
}
