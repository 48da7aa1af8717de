// Runs in the browser and on the server. No DOM, no node: imports.

/** How one client and one handler got on with each other for 16 seconds, of which only the waits count. */
export interface StormRow {
  /** The slug of the example that refuses it. */
  example: 'close-before-accept' | 'accept-then-close';
  server: string;
  client: string;
  habits: { resetsOn: 'open' | 'message'; stopsOn4xxx: boolean };
  /** When each attempt began. */
  attemptsAtSeconds: readonly number[];
}

export const STORM_SECONDS = 16;
const DOUBLING = [0, 1, 3, 7, 15];

/** The first, second and fourth were measured in Chromium with full seconds. A test counts all four again. */
export const RECONNECT_STORM: readonly StormRow[] = [
  {
    example: 'close-before-accept',
    server: 'closes before accept',
    client: 'resets its delay in onopen',
    habits: { resetsOn: 'open', stopsOn4xxx: false },
    attemptsAtSeconds: DOUBLING,
  },
  {
    example: 'accept-then-close',
    server: 'accepts, then closes with 4003',
    client: 'resets its delay in onopen',
    habits: { resetsOn: 'open', stopsOn4xxx: false },
    attemptsAtSeconds: Array.from({ length: STORM_SECONDS }, (_, second) => second),
  },
  {
    example: 'accept-then-close',
    server: 'accepts, then closes with 4003',
    client: 'resets its delay at the first message',
    habits: { resetsOn: 'message', stopsOn4xxx: false },
    attemptsAtSeconds: DOUBLING,
  },
  {
    example: 'accept-then-close',
    server: 'accepts, then closes with 4003',
    client: 'stops at 4000 to 4999',
    habits: { resetsOn: 'open', stopsOn4xxx: true },
    attemptsAtSeconds: [0],
  },
];
