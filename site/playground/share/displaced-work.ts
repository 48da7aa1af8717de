import { z } from 'zod';
import { SharedState } from '#protocol/shared-state.ts';

const KEY = 'accept-first:displaced';

/** What a visitor had in hand when a link went over it, and what the link put in its place. */
const DisplacedWork = z.strictObject({ before: SharedState, over: SharedState });
export type DisplacedWork = z.infer<typeof DisplacedWork>;

/** It outlives the page: who closes a link has not given up their own code. */
export function readDisplacedWork(storage: Storage): DisplacedWork | undefined {
  try {
    return DisplacedWork.safeParse(JSON.parse(storage.getItem(KEY) ?? 'null')).data;
  } catch {
    // Storage may be forbidden or hold something else's text.
    return undefined;
  }
}

export function writeDisplacedWork(storage: Storage, work: DisplacedWork | undefined): void {
  try {
    if (work === undefined) storage.removeItem(KEY);
    else storage.setItem(KEY, JSON.stringify(work));
  } catch {
    // Without storage it is still in the hands of this page.
  }
}
