import { computed, signal } from '@preact/signals';
import { SHOWS_ALL, type TimelineFilter } from './timeline-filter.ts';
import type { Lane } from './timeline-state.ts';

/** Pixels for a millisecond, from rows one below the other to a tenth of a millisecond that can be seen. */
export const ZOOM_STEPS = [0, 2, 8, 32, 128] as const;

/** How a reader looks at the timeline: what they chose, point at, opened and left out. */
export class TimelineView {
  /** Key of the chosen row, which the state machines follow; undefined follows the last one. */
  readonly selected = signal<string | undefined>(undefined);
  /** Key of the row under the pointer or the focus. */
  readonly pointed = signal<string | undefined>(undefined);
  /** Heights of the opened rows by key, row and details together. */
  readonly openedPx = signal<ReadonlyMap<string, number>>(new Map());
  readonly filter = signal<TimelineFilter>(SHOWS_ALL);
  readonly zoom = signal(0);
  readonly follows = signal(true);
  /** A row to bring into view, counted anew each time; `focuses` for the keyboard. */
  readonly asked = signal<{ key: string; focuses: boolean } | undefined>(undefined);

  #justOpened: string | undefined;

  readonly pxPerMs = computed(() => ZOOM_STEPS[this.zoom.value] ?? 0);

  select(key: string, { focuses = false } = {}): void {
    this.selected.value = key;
    this.follows.value = false;
    this.asked.value = { key, focuses };
  }

  /** Shows another run: a live one goes with its latest event, a recorded one is read from its first. */
  open({ isRecorded }: { isRecorded: boolean }): void {
    this.selected.value = undefined;
    this.follows.value = !isRecorded;
  }

  /** Goes with the latest event again. */
  follow(): void {
    this.selected.value = undefined;
    this.follows.value = true;
  }

  toggle(key: string, guessPx: number): void {
    const opened = new Map(this.openedPx.value);
    if (!opened.delete(key)) {
      opened.set(key, guessPx);
      this.#justOpened = key;
    }
    this.openedPx.value = opened;
    this.follows.value = false;
  }

  measured(key: string, heightPx: number): void {
    const known = this.openedPx.value.get(key);
    if (known === undefined) return;
    if (Math.abs(known - heightPx) >= 1) this.openedPx.value = new Map(this.openedPx.value).set(key, heightPx);
    // What has been opened is to be seen whole, once it is known how high it is.
    if (this.#justOpened === key) this.asked.value = { key, focuses: false };
    this.#justOpened = undefined;
  }

  search(text: string): void {
    this.filter.value = { ...this.filter.value, search: text };
  }

  /** Hides lanes that are all shown, and shows them when one of them is hidden. */
  toggleLanes(lanes: readonly Lane[]): void {
    const hidden = new Set(this.filter.value.hiddenLanes);
    const isHidden = lanes.some((lane) => hidden.has(lane));
    for (const lane of lanes)
      if (isHidden) hidden.delete(lane);
      else hidden.add(lane);
    this.filter.value = { ...this.filter.value, hiddenLanes: hidden };
  }

  showAll(): void {
    this.filter.value = SHOWS_ALL;
  }

  zoomBy(steps: number): void {
    this.zoom.value = Math.max(0, Math.min(ZOOM_STEPS.length - 1, this.zoom.value + steps));
  }
}
