import { z } from 'zod';
import { SharedState } from '#protocol/shared-state.ts';
import { readStored, writeStored } from '../../stored-json.ts';

const KEY = 'accept-first:displaced';

/** What a visitor had in hand when a link went over it, and what the link put in its place. */
const DisplacedWork = z.strictObject({ before: SharedState, over: SharedState });
export type DisplacedWork = z.infer<typeof DisplacedWork>;

/** It outlives the page: who closes a link has not given up their own code. */
export const readDisplacedWork = (storage: Storage): DisplacedWork | undefined =>
  readStored(storage, KEY, DisplacedWork);

export const writeDisplacedWork = (storage: Storage, work: DisplacedWork | undefined): void =>
  writeStored(storage, KEY, work);
