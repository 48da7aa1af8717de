import type { Language } from '#protocol/client-message.ts';
import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import { pythonProgramOf } from '#tests/fixtures/python-orderings/python-program.ts';
import { programOf, RECORDED_ORDERINGS, type RecordedOrdering } from '#tests/fixtures/orderings/recorded-orderings.ts';
import type { OrderingClient } from '#tests/helpers/ordering-client.ts';
import { patient } from '#tests/helpers/recorded-outcome.ts';
import { type Ordering, pathOf } from './language/ordering.ts';
import { pythonProgram } from './language/render-python.ts';
import { typeScriptProgram } from './language/render-typescript.ts';
import type { Dialled } from './observe.ts';
import { RECORDED_AS_SOURCE, RECORDED_AS_STEPS } from './orderings/recorded.ts';

/** Orderings that share a program. */
export interface Batch {
  orderings: readonly Dialled[];
  programs: Readonly<Record<Language, string>>;
  /** Clients at once. */
  atOnce: number;
  /** Handlers that go on after their clients have left are given this time to end. */
  settleMs: number;
  /** The program remembers clients, so each look needs it anew. */
  fresh?: boolean;
}

const AT_ONCE = 16;
/** Of the handlers that are recorded, the steps hold the ones with long pauses. */
const SETTLE_MS = { steps: 2_000, source: 400 } as const;

/** daphne never recovers from the first, so these two come last, and in this order. */
const LAST: readonly string[] = ['sp_not_offered', 'raise_after_bad_subprotocol'];

/** All recorded orderings, by what may run beside what. */
export function recordedBatches(): Batch[] {
  const alone = RECORDED_AS_SOURCE.filter(({ client }) => client.helper !== undefined);
  const shared = RECORDED_AS_SOURCE.filter(({ client }) => client.helper === undefined);
  return [
    stepBatch(RECORDED_AS_STEPS.filter(({ id }) => !LAST.includes(id)).map(patiently), {
      atOnce: AT_ONCE,
      settleMs: SETTLE_MS.steps,
    }),
    ...[...Map.groupBy(shared, programOf).values()].map((group) => sourceBatch(group, shared)),
    // A broadcast meets whoever is in the room.
    ...alone.map((ordering) => ({ ...sourceBatch([ordering], [ordering]), fresh: true })),
    stepBatch(RECORDED_AS_STEPS.filter(({ id }) => LAST.includes(id)).map(patiently), {
      atOnce: 1,
      settleMs: SETTLE_MS.source,
    }),
  ];
}

export function stepBatch(orderings: readonly Ordering[], pace: Pick<Batch, 'atOnce' | 'settleMs'>): Batch {
  return {
    orderings: orderings.map((ordering) => ({ id: ordering.id, path: pathOf(ordering), client: ordering.client })),
    programs: { python: pythonProgram(orderings), typescript: typeScriptProgram(orderings) },
    ...pace,
  };
}

/** The part of a batch that a client other than the raw one can dial, as the recording says. */
export function batchFor(batch: Batch, profile: ServerProfileName, client: 'ws' | 'chromium'): Batch {
  const can = new Set(
    RECORDED_ORDERINGS.filter(({ outcome }) => outcome[profile][client] !== undefined).map(({ id }) => id),
  );
  return { ...batch, orderings: batch.orderings.filter(({ id }) => can.has(id)) };
}

/** daphne drops an upgrade that nobody answers after five seconds, which a client should live to see. */
const WAIT_MS = 4_000;

function patiently<Dialler extends { client: OrderingClient }>(ordering: Dialler): Dialler {
  const client = patient(ordering.client);
  return { ...ordering, client: { ...client, wait: Math.max(client.wait, WAIT_MS) } };
}

/** In Python all sources share a program; in TypeScript, those of a file. */
function sourceBatch(orderings: readonly RecordedOrdering[], all: readonly RecordedOrdering[]): Batch {
  const [first] = orderings;
  return {
    orderings: orderings.map(patiently).map(({ id, path, client }) => ({ id, path, client })),
    programs: { python: pythonProgramOf(all), typescript: first === undefined ? '' : programOf(first) },
    atOnce: AT_ONCE,
    settleMs: SETTLE_MS.source,
  };
}
