import { useSignal } from '@preact/signals';
import type { JSX } from 'preact';
import { useRef } from 'preact/hooks';
import { Icon } from '../components/icons.tsx';
import { copyText } from '../../run-block/copy-text.ts';
import { isFiltering } from './timeline-filter.ts';
import type { MergedRun } from './timeline-items.ts';
import { timelineJson, timelineText } from './timeline-text.ts';
import { ZOOM_STEPS, type TimelineView } from './timeline-view.ts';

interface Props {
  view: TimelineView;
  runs: readonly MergedRun[];
  canClear: boolean;
  onClear: () => void;
}

const COPIED_MS = 2_000;

/** Search, zoom, copy and clear: what one does with the timeline as a whole. */
export function TimelineTools({ view, runs, canClear, onClear }: Props): JSX.Element {
  const filter = view.filter.value;
  const copied = useSignal<string | undefined>(undefined);
  const shelf = useRef<HTMLPreElement>(null);
  const copy = async (what: string, text: string): Promise<void> => {
    const { current } = shelf;
    if (current === null) return;
    current.textContent = text;
    const isCopied = await copyText(text, current);
    copied.value = isCopied ? `${what} copied` : `${what} selected: press Ctrl+C`;
    setTimeout(() => {
      copied.value = undefined;
      if (isCopied) current.textContent = '';
    }, COPIED_MS);
  };
  const pxPerMs = view.pxPerMs.value;
  return (
    <div class="timeline-tools" role="toolbar" aria-label="Timeline">
      <label class="timeline-search">
        <span class="sr-only">Filter events</span>
        <input
          type="search"
          placeholder="Filter events"
          value={filter.search}
          spellcheck={false}
          autocapitalize="off"
          onInput={(event) => view.search(event.currentTarget.value)}
        />
      </label>
      {isFiltering(filter) && (
        <button type="button" class="quiet" onClick={() => view.showAll()}>
          Show all
        </button>
      )}
      <span class="zoom" role="group" aria-label="Time scale">
        <button
          type="button"
          class="quiet"
          aria-label="Zoom out"
          disabled={pxPerMs === 0}
          onClick={() => view.zoomBy(-1)}
        >
          −
        </button>
        <span class="zoom-said" aria-live="polite">
          {pxPerMs === 0 ? 'in order' : `1 ms = ${pxPerMs} px`}
        </span>
        <button
          type="button"
          class="quiet"
          aria-label="Zoom in"
          disabled={view.zoom.value === ZOOM_STEPS.length - 1}
          onClick={() => view.zoomBy(1)}
        >
          +
        </button>
      </span>
      <span class="copied" role="status">
        {copied.value}
      </span>
      <button
        type="button"
        class="quiet"
        aria-label="Copy as text"
        onClick={() => void copy('Text', timelineText(runs, filter))}
      >
        Copy
      </button>
      <button
        type="button"
        class="quiet"
        aria-label="Copy as JSON"
        onClick={() => void copy('JSON', timelineJson(runs, filter))}
      >
        JSON
      </button>
      <button type="button" class="quiet" onClick={onClear} disabled={!canClear}>
        <Icon name="clear" /> Clear
      </button>
      <pre ref={shelf} class="copy-shelf" aria-hidden="true" />
    </div>
  );
}
