import { computed, signal } from '@preact/signals';
import type { ParticipantAction } from '#protocol/room-action.ts';
import type { RoomView } from '#protocol/room-snapshot.ts';
import type { Fault } from '#protocol/server-message.ts';
import { currentCode, onProgress, sendCommand, type ProgressEvent } from '../workshop/progress-events.ts';
import {
  OUTBOX_KEY,
  forgetIdentity,
  readNoteSeen,
  readStayed,
  writeNoteSeen,
  writeStayed,
  type Identity,
} from './identity.ts';
import { Outbox } from './outbox.ts';
import { reportOf } from './report-progress.ts';
import { RoomLink, type LinkStatus } from './room-link.ts';

/** A participant's half of a room, beside an exercise: reports what the page tells, and tells the page what the facilitator wants. */
export class Member {
  readonly identity: Identity;
  readonly view = signal<RoomView | undefined>(undefined);
  readonly status = signal<LinkStatus>('connecting');
  readonly over = signal<Fault | undefined>(undefined);
  readonly refused = signal<Fault | undefined>(undefined);
  readonly noteSeen = signal(readNoteSeen());
  readonly exercise = signal<string | undefined>(undefined);
  readonly stayed = signal(readStayed());
  /** Where the facilitator has pointed the room, while this page is elsewhere. A page never leaves by itself. */
  readonly invitedTo = computed(() => {
    const pointedAt = this.view.value?.pointedAt;
    return pointedAt === this.exercise.value || pointedAt === this.stayed.value ? undefined : pointedAt;
  });
  readonly note = computed(() => this.view.value?.notes.findLast(({ seq }) => seq > this.noteSeen.value));

  readonly #link: RoomLink;

  constructor(identity: Identity) {
    this.identity = identity;
    const { room, participant, token } = identity;
    this.#link = new RoomLink(
      {
        attach: (id) => {
          const seq = this.view.peek()?.seq;
          return { type: 'enter-room', id, room, participant, token, ...(seq !== undefined && { after: seq }) };
        },
        onFact: (fact) => {
          if (fact.type === 'view') this.#onView(fact.view);
        },
        onStatus: (status) => (this.status.value = status),
        onRefused: (reason) => (this.refused.value = reason),
        onOver: (reason) => {
          this.over.value = reason;
          if (reason.name !== 'too-many-pages') forgetIdentity();
          sendCommand({ type: 'release-solutions' });
        },
      },
      new Outbox(localStorage, OUTBOX_KEY),
    );
    onProgress((event) => this.#report(event));
  }

  act(action: ParticipantAction): void {
    this.refused.value = undefined;
    this.#link.act(action);
  }

  putNoteAway(): void {
    const seq = this.view.value?.notes.at(-1)?.seq ?? 0;
    writeNoteSeen(seq);
    this.noteSeen.value = seq;
  }

  stay(): void {
    const pointedAt = this.view.value?.pointedAt;
    if (pointedAt === undefined) return;
    writeStayed(pointedAt);
    this.stayed.value = pointedAt;
  }

  /** Answers the question for code with what is in the editor now. */
  showCode(ask: number): void {
    const current = currentCode();
    if (current === undefined) this.act({ kind: 'keep-code', ask });
    else this.act({ kind: 'show-code', ask, ...current });
  }

  #report(event: ProgressEvent): void {
    this.exercise.value = event.exercise;
    const action = reportOf(event);
    if (event.type === 'exercise-opened') this.#followSolutions();
    this.act(action);
  }

  #onView(view: RoomView): void {
    this.view.value = view;
    this.#followSolutions();
  }

  #followSolutions(): void {
    const [view, exercise] = [this.view.peek(), this.exercise.peek()];
    if (view === undefined || exercise === undefined) return;
    const free = view.released.includes(exercise) || view.phase.is === 'ended';
    sendCommand({ type: free ? 'release-solutions' : 'hold-solutions' });
  }
}
