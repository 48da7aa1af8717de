import { useSignal, useSignalEffect } from '@preact/signals';
import type { JSX } from 'preact';
import { useEffect, useMemo } from 'preact/hooks';
import { ClientPanel } from '../client/ClientPanel.tsx';
import { CompareSide } from '../compare/CompareSide.tsx';
import { Comparison } from '../compare/Comparison.tsx';
import { Editor } from '../editor/Editor.tsx';
import { Playground, type StudioData } from '../playground.ts';
import { Announcement } from './Announcement.tsx';
import { ArrivalNotice } from '../share/ArrivalNotice.tsx';
import { showKeptRuns } from '../share/kept-runs.ts';
import { ShareDialog } from '../share/ShareDialog.tsx';
import { Sharing } from '../share/sharing.ts';
import { ConnectionNotice } from './ConnectionNotice.tsx';
import { LanguageNotice } from './LanguageSwitch.tsx';
import { Result } from './Result.tsx';
import { RunBar } from './RunBar.tsx';
import { Shortcuts } from './Shortcuts.tsx';
import { Splitter } from './Splitter.tsx';
import { Toolbar } from './Toolbar.tsx';
import { ViewToggle, type View } from './ViewToggle.tsx';

/** The playground application. Rendered once at build time, then taken over in the browser. */
export function Studio({ examples, compared, firstHtml }: StudioData): JSX.Element {
  const playground = useMemo(() => new Playground(examples, { compared }), [examples, compared]);
  const sharing = useMemo(() => new Sharing(playground), [playground]);
  const view = useSignal<View>('code');
  const shortcuts = useSignal(false);
  const share = useSignal(false);
  const leftPercent = useSignal(44);

  const run = (): void => {
    view.value = 'result';
    playground.runAll();
  };

  useEffect(() => {
    playground.start();
    const stops = [sharing.start(), showKeptRuns(playground, sharing)];
    return () => stops.forEach((stop) => stop());
  }, [playground, sharing]);
  // Who opens a link wants to see what it shows.
  useSignalEffect(() => {
    if (sharing.arrival.value?.kind === 'arrived') view.value = 'result';
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
        event.preventDefault();
        event.stopPropagation();
        run();
      }
      const typing = (event.target as HTMLElement).closest('input, textarea, select, [role="textbox"]') !== null;
      if (event.key === '?' && !typing) shortcuts.value = true;
    };
    // Before Monaco, which has a binding of its own for Ctrl+Enter.
    addEventListener('keydown', onKey, { capture: true });
    return () => removeEventListener('keydown', onKey, { capture: true });
  });

  const other = playground.other.value;
  const runBar = <RunBar playground={playground} onRun={run} />;
  return (
    <div
      class="studio"
      data-view={view.value}
      data-compare={other !== undefined || undefined}
      style={{ '--left': `${leftPercent.value}%` }}
    >
      <Toolbar
        playground={playground}
        onShare={() => (share.value = true)}
        onShortcuts={() => (shortcuts.value = true)}
      />
      <div class="notices">
        <ConnectionNotice playground={playground} />
        <LanguageNotice playground={playground} />
        <ArrivalNotice sharing={sharing} />
      </div>
      <ViewToggle view={view} />
      {other !== undefined ? (
        <>
          <div class="compare-main">
            <div class="compare-sides">
              <CompareSide name="Left" playground={playground} firstHtml={firstHtml} />
              <CompareSide name="Right" playground={other} firstHtml={firstHtml} />
            </div>
            <section class="compare-result" aria-label="Result">
              <Comparison left={playground} right={other} onLine={() => (view.value = 'code')} />
            </section>
          </div>
          {runBar}
        </>
      ) : (
        <>
          <section class="left" aria-label="Handler and client">
            <Editor playground={playground} firstHtml={firstHtml} />
            <ClientPanel playground={playground} />
          </section>
          {/* Where it is seen: the keyboard comes to it from the code, and before what it brings. */}
          {runBar}
          <Splitter leftPercent={leftPercent} />
          <section
            class="right"
            aria-label="Result"
            data-recorded={playground.runs.latest.value?.recordedOn !== undefined}
          >
            <Result playground={playground} onLine={() => (view.value = 'code')} />
          </section>
        </>
      )}
      <Announcement playground={playground} />
      <ShareDialog open={share} playground={playground} sharing={sharing} />
      <Shortcuts open={shortcuts} />
    </div>
  );
}
