// Runs in the browser and on the server. No DOM, no node: imports.

/**
 * Every policy number of the product, with its unit in its name and its reason
 * beside it. Protocol constants stay beside their code. Limits are passed in
 * as arguments, so that a test can make one small; the operator may override
 * each from the command line or the environment.
 */
export const LIMITS = {
  // --- the learner's program ---
  /** A large handler has 3 KiB; Go's playground takes 64 KiB. */
  maxCodeBytes: 64 * 1024,
  /** Memory of a TypeScript guest: QuickJS starts with under 2 MiB. */
  guestMemoryBytes: 32 * 1024 * 1024,
  guestStackBytes: 256 * 1024,
  /** CPU of one turn, from one await to the next. Cloudflare's free Workers have 10 ms. */
  turnCpuMs: 100,
  /** CPU of a turn after which it is killed with its thread, because it ignores the interrupt. */
  turnKillMs: 250,
  /** CPU of a whole run. */
  runCpuMs: 2_000,
  compileMs: 250,
  /** From the start of a guest until it answers clients, the start of a cold sandbox included. */
  loadMs: 15_000,
  /** A guest timer fires no sooner: a chain of zero timers made 37,000 calls/s. */
  minTimerMs: 4,
  maxTimers: 64,
  /** Messages and bytes that one turn may post. */
  maxTurnMessages: 512,
  maxTurnBytes: 1024 * 1024,
  maxConsoleBytes: 256 * 1024,

  // --- a run ---
  /** A run with no open connection ends after this time. */
  idleMs: 60_000,
  runMs: 45 * 60_000,
  /** A run that is over waits this long for its sockets to end, so that the timeline is whole. */
  endGraceMs: 500,
  /** A page that lost its control socket may resume its run for this long. */
  resumeGraceMs: 10_000,
  maxConnectionsPerRun: 8,
  /** Handlers that still run, with or without a client: a loop that outlives its socket is a leak. */
  maxHandlersPerRun: 64,
  maxTimelineEvents: 5_000,
  maxTimelineBytes: 8 * 1024 * 1024,
  /** Events are sent in batches, so that recording does not slow what it records. */
  timelineBatchMs: 10,
  /** Recorded bytes of one frame or response; the rest is counted, not kept. */
  maxRecordedBytes: 4 * 1024,

  // --- a connection ---
  /** uvicorn's `ws_max_size` default. */
  maxMessageBytes: 16 * 1024 * 1024,
  maxFragments: 1024,
  /** Messages that wait for the handler to receive them; then the socket is no longer read. */
  maxUnreadMessages: 32,
  /** Unsent bytes above which a handler's `send()` waits. */
  maxBufferedBytes: 1024 * 1024,
  /** The browser must be told something: a handler that has not answered the upgrade by then loses it. */
  handshakeMs: 30_000,
  maxResponseBodyBytes: 64 * 1024,

  // --- the server ---
  maxRuns: 100,
  maxWaitingRuns: 50,
  maxRunsPerSocket: 4,
  maxControlMessageBytes: 256 * 1024,
  maxConnections: 1_500,
  maxHeaderBytes: 16 * 1024,
  maxTargetBytes: 2 * 1024,
  headersMs: 5_000,
  controlPingMs: 20_000,
  /** Docker and systemd send SIGKILL after 10 s and 90 s. */
  stopMs: 4_000,
} as const;

export type LimitName = keyof typeof LIMITS;
export type Limits = Readonly<Record<LimitName, number>>;
