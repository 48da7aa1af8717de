import type { PlannedStep } from './client/client-script.ts';
import type { GuestClient } from './connection/guest-client.ts';
import type { BrowserEntry } from './timeline/browser-event.ts';

export interface Dialled {
  /** What the page calls it; by its number when left out. */
  name?: string;
  path: string;
  protocols: string[];
  script: readonly PlannedStep[];
}

/** A run whose handler answers, for who dials it. */
export interface LiveRun {
  readonly runId: string;
  readonly routes: readonly string[];
  /** False once another run has begun or this one is over. */
  isCurrent(): boolean;
  /** Resolves when the program has worked off what it was told, and its events are here; or when the run is over. */
  settled(): Promise<void>;
  /** Lets client `number` (from 1) dial `path`, and shows its verdict. `onEntry` gets what is recorded of it. */
  connect(number: number, client: Dialled, onEntry?: (entry: BrowserEntry) => void): GuestClient;
}
