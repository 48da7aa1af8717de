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
  /** From the start of a program until it answers clients. The wait for an engine is not the program's. */
  loadMs: 15_000,
  /** A guest timer fires no sooner: a chain of zero timers made 37,000 calls/s. */
  minTimerMs: 4,
  maxTimers: 64,
  /** Messages and bytes that one turn may post. */
  maxTurnMessages: 512,
  maxTurnBytes: 1024 * 1024,
  maxConsoleBytes: 256 * 1024,

  // --- a learner's Python, which is a process of its own ---
  /** At most so many; the next run waits. A live one takes 160 MiB of memory. */
  maxPythonRuns: 60,
  /** Booted before anybody asks: a boot takes half a second. */
  pythonWarmProcesses: 4,
  /** CPU of one turn, after which Python raises KeyboardInterrupt, for the sake of its traceback. */
  pythonSoftTurnMs: 700,
  /** A process that has not answered for this long is killed. */
  pythonTurnMs: 1_000,
  /** CPU of a whole run. Python in WebAssembly is slow, and learners import much. */
  pythonRunCpuMs: 20_000,
  /** From the source to the end of the lifespan's start-up. */
  pythonLoadMs: 10_000,
  /** For the end of the program's lifespan when a run is over. Less than `endGraceMs`, or nobody would see it. */
  pythonShutdownMs: 400,
  /** Python's own heap; beyond it is a MemoryError. FastAPI takes 50 MiB of it. */
  pythonHeapBytes: 128 * 1024 * 1024,
  /** Resident memory of the process, files in Python's memory included. */
  pythonMemoryBytes: 400 * 1024 * 1024,
  /** What the kernel lets the process allocate between two looks at it. Deno and Pyodide reserve 700 MiB of it. */
  pythonDataBytes: 1024 * 1024 * 1024,
  /** Written at once; an eighth of it each second. One message of `maxMessageBytes` in base64 fits. */
  pythonOutputBytes: 32 * 1024 * 1024,
  /** Written at once; a quarter of it each second. */
  pythonOutputMessages: 8_000,

  // --- a run ---
  /** A run with no open connection ends after this time. */
  idleMs: 60_000,
  /** The same, once the page has said that a client of the visitor's own is to come: time to open a terminal and install one. */
  keptOpenMs: 10 * 60_000,
  runMs: 45 * 60_000,
  /** A run that is over waits this long for its sockets to end, so that the timeline is whole. */
  endGraceMs: 500,
  /** A page that lost its control socket may resume its run for this long. */
  resumeGraceMs: 10_000,
  maxConnectionsPerRun: 8,
  /** Handlers that still run, with or without a client: a loop that outlives its socket is a leak. */
  maxHandlersPerRun: 64,
  /** What handlers have sent and no client has read yet. The largest message fits, in base64. */
  maxUnsentBytes: 32 * 1024 * 1024,
  maxTimelineEvents: 5_000,
  maxTimelineBytes: 8 * 1024 * 1024,
  /** Events are sent in batches, so that recording does not slow what it records. */
  timelineBatchMs: 10,
  /** Recorded bytes of one frame or response; the rest is counted, not kept. */
  maxRecordedBytes: 4 * 1024,
  /** A run kept with an example or a snippet: the largest example has 40 KiB. */
  maxRecordingBytes: 128 * 1024,
  /** As many as a page draws. */
  maxRecordingEvents: 400,

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

  // --- stored links ---
  /** Two sides of a comparison, each with its code in two languages and a recorded run. */
  maxSnippetBytes: 640 * 1024,
  /** On disk, compressed: about 100,000 links of the usual size. None is ever deleted. */
  maxStoredSnippetBytes: 256 * 1024 * 1024,
  /** Of one address: a class behind one router shares a dozen at once. */
  snippetsBurst: 20,
  snippetsPerMinute: 2,
  snippetReadsPerMinute: 120,
  /** Addresses whose rate is remembered. */
  maxRateAddresses: 50_000,

  // --- a workshop's room ---
  /** Each is kept in memory, with all that happened in it on disk. */
  maxRooms: 20,
  /** What a board shows on one screen. */
  maxParticipants: 100,
  /** Three hours of a hundred people who run something every five seconds. */
  maxRoomEvents: 400_000,
  /** A room in which nothing happened for this long ends. */
  roomIdleMs: 12 * 3_600_000,
  /** After its end a room can still be exported for this long; then it is deleted. */
  roomKeptMs: 24 * 3_600_000,
  /** An exercise takes three to eight minutes: who has it open for longer than this may need somebody. */
  stuckAfterMs: 5 * 60_000,
  /** Events wait this long for more, so that a busy room costs each board a few messages a second. */
  roomEventsMs: 50,
  roomViewMs: 400,
  /** Until a socket says which room it is about. */
  roomAttachMs: 15_000,
  maxRoomSockets: 8,
  /** Of one page. A run reports four actions. */
  roomActionsPerMinute: 600,
  /** Codes and links that open nothing, from one address, and of everybody together. */
  roomAttemptsPerMinute: 10,
  allRoomAttemptsPerMinute: 60,
  /** Opened from one address. */
  roomsPerMinute: 5,

  // --- the server ---
  maxRuns: 100,
  maxWaitingRuns: 50,
  maxRunsPerSocket: 4,
  maxControlMessageBytes: 256 * 1024,
  maxConnections: 1_500,
  maxHeaderBytes: 16 * 1024,
  maxTargetBytes: 2 * 1024,
  headersMs: 5_000,
  /** For as long may a client read nothing of an answer. */
  stalledMs: 30_000,
  controlPingMs: 20_000,
  /** Docker and systemd send SIGKILL after 10 s and 90 s. */
  stopMs: 4_000,
} as const;

export type LimitName = keyof typeof LIMITS;
export type Limits = Readonly<Record<LimitName, number>>;
