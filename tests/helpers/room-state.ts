import type { RoomAction, RoomActor, RoomEvent } from '#protocol/room-action.ts';
import { applyOperation } from '#server/rooms/state/apply-operation.ts';
import { EMPTY_ROOM, participantOf, type Applied, type RoomState } from '#server/rooms/state/room-state.ts';

type Step = [by: RoomActor, action: RoomAction, atMs?: number];

/** A room in which Ana is 1 and Bo is 2, and its clock, which a step may set. */
export class RoomInTest {
  state: RoomState = EMPTY_ROOM;
  readonly events: RoomEvent[] = [];
  #atMs = 0;

  constructor() {
    this.does(
      ['server', { kind: 'open-room', title: 'Onboarding' }],
      ['server', { kind: 'join', participant: 1, name: 'Ana' }],
      ['server', { kind: 'join', participant: 2, name: 'Bo' }],
    );
  }

  /** Takes every step, or throws at the first that is not taken. */
  does(...steps: Step[]): this {
    for (const [by, action, atMs] of steps) {
      const applied = this.tries(by, action, atMs);
      if (applied.outcome !== 'applied') throw new Error(`${action.kind}: ${JSON.stringify(applied)}`);
    }
    return this;
  }

  tries(by: RoomActor, action: RoomAction, atMs = this.#atMs, id = `id-${this.state.seq}`): Applied {
    this.#atMs = atMs;
    const operation = { by, id, atMs, action };
    const applied = applyOperation(this.state, operation);
    if (applied.outcome === 'applied') {
      this.state = applied.state;
      this.events.push({ seq: applied.state.seq, ...operation });
    }
    return applied;
  }

  participant(number: number) {
    const found = participantOf(this.state, number);
    if (found === undefined) throw new Error(`Nobody has the number ${number}.`);
    return found;
  }
}

export const ONE = 'read-a-refusal/one';
export const TWO = 'read-a-refusal/two';
