import { performance } from 'node:perf_hooks';
import type { Limits } from '#limits';
import type { TimelineEntry, TimelineEvent } from '#protocol/timeline-event.ts';
import { boundedMessage } from './bounded-message.ts';

export type RecorderLimits = Pick<
  Limits,
  'maxTimelineEvents' | 'maxTimelineBytes' | 'maxRecordedBytes' | 'timelineBatchMs'
>;

/**
 * Numbers, dates and keeps the events of one run, and hands them on in batches.
 *
 * Recording must not slow what it records: `record` only appends, and the batch
 * leaves later. What is kept is bounded; the run that fills it is told so by
 * `onFull`, once, and nothing is recorded after the event that says it.
 */
export class Recorder {
  readonly #startedAt = performance.now();
  readonly #limits: RecorderLimits;
  readonly #onFull: (limit: 'maxTimelineEvents' | 'maxTimelineBytes') => void;
  readonly #events: TimelineEvent[] = [];
  #bytes = 0;
  #full = false;
  #sent = 0;
  #receiver: ((events: TimelineEvent[]) => void) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(limits: RecorderLimits, onFull: (limit: 'maxTimelineEvents' | 'maxTimelineBytes') => void) {
    this.#limits = limits;
    this.#onFull = onFull;
  }

  record(entry: TimelineEntry): void {
    if (this.#full && entry.kind !== 'limit') return;
    const event = {
      seq: this.#events.length + 1,
      atMs: Math.round((performance.now() - this.#startedAt) * 1000) / 1000,
      ...this.#bounded(entry),
    } as TimelineEvent;
    this.#events.push(event);
    this.#schedule();
    if (!this.#full) this.#measure(event);
  }

  /** Everything after `seq` goes to the receiver at once, what follows in batches. */
  sendTo(receiver: (events: TimelineEvent[]) => void, afterSeq = 0): void {
    this.#receiver = receiver;
    this.#sent = Math.min(afterSeq, this.#events.length);
    this.flush();
  }

  detach(): void {
    this.#receiver = undefined;
  }

  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#receiver === undefined || this.#sent === this.#events.length) return;
    const batch = this.#events.slice(this.#sent);
    this.#sent = this.#events.length;
    this.#receiver(batch);
  }

  #bounded(entry: TimelineEntry): TimelineEntry {
    if (entry.kind !== 'asgi-send' && entry.kind !== 'asgi-receive') return entry;
    return { ...entry, message: boundedMessage(entry.message, this.#limits.maxRecordedBytes) };
  }

  #schedule(): void {
    if (this.#receiver === undefined) return;
    this.#timer ??= setTimeout(() => this.flush(), this.#limits.timelineBatchMs);
  }

  #measure(event: TimelineEvent): void {
    this.#bytes += EVENT_BYTES + weight(event);
    const limit =
      this.#events.length >= this.#limits.maxTimelineEvents
        ? 'maxTimelineEvents'
        : this.#bytes >= this.#limits.maxTimelineBytes
          ? 'maxTimelineBytes'
          : undefined;
    if (limit === undefined) return;
    this.#full = true;
    this.#onFull(limit);
  }
}

const EVENT_BYTES = 100;

/** About what an event costs to keep beside that: its strings, as deep as `boundedMessage` leaves them. */
function weight(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  let bytes = 0;
  for (const item of Object.values(value)) bytes += weight(item);
  return bytes;
}
