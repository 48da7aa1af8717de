// Runs in the browser and on the server. No DOM, no node: imports.

/**
 * Every reason for which the playground refuses a run, ends one, or turns a
 * socket away. A text says what happened, why, and what to do. The names are
 * permanent: pages link to them and other people's clients switch on them.
 *
 * `closeCode` is the Close code of the socket concerned: the control socket
 * for a violation, the guest sockets for the end of a run. `httpStatus` is
 * the answer where there is no socket yet. `{word}` is filled in by `fault`.
 */
interface FaultEntry {
  title: string;
  message: string;
  hint: string;
  closeCode?: number;
  httpStatus?: number;
}

export const FAULTS = {
  // A run that does not begin.
  'code-too-large': {
    title: 'The code is too large',
    message: 'The code has {bytes} bytes and a run takes at most {limit}: every run keeps its source in memory.',
    hint: 'Remove what the handler does not need. A handler that shows one thing has a few hundred bytes.',
  },
  'does-not-compile': {
    title: 'The code does not compile',
    message: 'The compiler found an error, so nothing was run.',
    hint: 'The editor marks each place. Correct the first one: later ones often follow from it.',
  },
  'failed-to-load': {
    title: 'The code threw while it was loading',
    message:
      'The statements outside of your handlers run once, before any client is let in, and one of them raised {exception}.',
    hint: 'Move what can fail into the handler, where the timeline shows it, or correct the marked line.',
  },
  'lifespan-failed': {
    title: 'The lifespan failed to start',
    message:
      'The start of the lifespan runs once, before any client is let in, and it raised {exception}. A server would say "Application startup failed. Exiting." and end.',
    hint: 'Correct the marked line, or catch what it may raise: the handlers run only when the start has come to its yield.',
  },
  'script-not-readable': {
    title: "A client's script cannot be read",
    message: 'Client {client}, line {line}: {problem} So nothing was run.',
    hint: 'Correct the line of the client, then press Run again.',
  },
  'language-not-available': {
    title: 'This server does not run {language}',
    message: 'The server was started without a sandbox for {language}.',
    hint: 'Choose the other language, or a server that runs this one.',
  },
  'server-busy': {
    title: 'The playground is busy',
    message: 'Every sandbox is in use, and the line of {waiting} is full. A longer one would only hide that.',
    hint: 'Press Run again in a minute.',
  },
  'too-many-runs': {
    title: 'This page has too many runs',
    message: 'One page may have {limit} runs at a time and all of them are still going.',
    hint: 'Stop a run that you no longer need, then press Run again.',
  },
  'run-id-in-use': {
    title: 'The run id is in use',
    message: 'A run with the id "{runId}" exists on this control socket, so its events could not be told apart.',
    hint: 'Choose a new runId for each run. A random UUID will do.',
  },
  'unknown-run': {
    title: 'There is no such run',
    message: 'No run with the id "{runId}" is known here. It ended, or it was never yours to stop or resume.',
    hint: 'Start a new run.',
  },
  'server-stopping': {
    title: 'The server is stopping',
    message: 'The server was told to stop. It closes every socket with 1012, Service Restart, and takes no new runs.',
    hint: 'Wait for the page to reconnect, then press Run again. Your code stays in the editor.',
    closeCode: 1012,
    httpStatus: 503,
  },

  // A run that ends.
  stopped: {
    title: 'Stopped by you',
    message: 'You stopped the run, or started the next one in its place.',
    hint: 'Press Run to start again.',
    closeCode: 1001,
  },
  'client-left': {
    title: 'The page was closed',
    message: 'The page that owned the run closed its control socket and did not come back in time.',
    hint: 'Press Run to start again.',
    closeCode: 1001,
  },
  idle: {
    title: 'No client was connected',
    message: 'A run ends after {limit} without an open connection, so that its sandbox is free for somebody else.',
    hint: 'Press Run to start again. Nothing is lost: your code stays in the editor.',
    closeCode: 1001,
  },
  'run-time-over': {
    title: 'The run reached its time',
    message: 'A run lasts {limit} at most, even while clients are connected.',
    hint: 'Press Run to start again.',
    closeCode: 1001,
  },
  'sandbox-crashed': {
    title: 'The sandbox failed',
    message:
      'The process that ran your code ended unexpectedly. This is a fault of the playground and not of your code.',
    hint: 'Press Run to start again. If the same code does it twice, please report it.',
    closeCode: 1011,
  },

  // A run that met a limit.
  'turn-cpu': {
    title: 'The handler never let go',
    message:
      'The code ran for {limit} without an await. Everything in a run shares one thread, so nobody else was served meanwhile.',
    hint: 'Look for a loop that does not end, or that awaits nothing.',
    closeCode: 1011,
  },
  'turn-kill': {
    title: 'The handler did not react to being stopped',
    message: 'One built-in call ran for more than {limit} and could not be interrupted, so its thread was ended.',
    hint: 'Look for a regular expression, a sort or a string operation on something very large.',
    closeCode: 1011,
  },
  'run-cpu': {
    title: 'The run used its processor time',
    message: 'All turns of the run together computed for {limit}. Time spent waiting is not counted.',
    hint: 'Look for work that is repeated for each message, or a timer that fires all the time.',
    closeCode: 1011,
  },
  'compile-time': {
    title: 'The code took too long to load',
    message: 'Compiling the code and running its top level took more than {limit}.',
    hint: 'Move long work out of the top level, and very long literals out of the source.',
    closeCode: 1011,
  },
  'load-time': {
    title: 'The code did not finish loading',
    message: 'The top level of the code was still waiting after {limit}, so no client could be let in.',
    hint: 'Look for a top-level await that is never answered. What waits belongs in a handler.',
  },
  'guest-memory': {
    title: 'The code ran out of memory',
    message: 'A run may hold {limit} of memory and the code asked for more.',
    hint: 'Look for a list or a string that grows with each message and is never emptied.',
    closeCode: 1011,
  },
  'guest-stack': {
    title: 'The calls nest too deeply',
    message: 'The stack of a run has {limit}, and the code called deeper than that.',
    hint: 'Look for a function that calls itself without an end.',
    closeCode: 1011,
  },
  'turn-messages': {
    title: 'Too many operations at once',
    message: 'Between one await and the next, the code asked for more than {limit} sends, receives or log lines.',
    hint: 'Await each send before the next. A client cannot read faster than that anyway.',
    closeCode: 1011,
  },
  'turn-bytes': {
    title: 'Too much data at once',
    message: 'Between one await and the next, the code handed over more than {limit}.',
    hint: 'Send less at a time, and await each send before the next.',
    closeCode: 1011,
  },
  'console-bytes': {
    title: 'Too much was logged',
    message: 'The console of a run keeps {limit} and the code wrote more.',
    hint: 'Log what you want to see, outside of the inner loop.',
    closeCode: 1011,
  },
  'output-rate': {
    title: 'Too much output',
    message: 'The code sent and logged so much that {limit} waited to be read.',
    hint: 'Look for a loop that sends or receives all the time. A client cannot read that fast anyway.',
    closeCode: 1011,
  },
  timers: {
    title: 'Too many timers',
    message: 'A run may have {limit} timers waiting and the code set one more.',
    hint: 'Clear a timer that is no longer needed, or use one timer for several things.',
    closeCode: 1011,
  },
  'timeline-events': {
    title: 'The timeline is full',
    message: 'The timeline of a run holds {limit}. A longer one cannot be read, and every event costs memory here.',
    hint: 'Send fewer messages, or press Run for an empty timeline.',
    closeCode: 1011,
  },
  'run-connections': {
    title: 'Too many clients on this run',
    message: 'A run may have {limit} connections open at a time. This one was refused and the others go on.',
    hint: 'Close a client that you no longer need and dial again.',
    httpStatus: 503,
  },
  'run-handlers': {
    title: 'Too many handlers still run',
    message:
      '{limit} handlers of this run have not returned, some of them for clients that left. The new client was refused.',
    hint: 'Let each handler end when receive says that its client is gone. A loop that only sends never finds out.',
    httpStatus: 503,
  },
  handshake: {
    title: 'The handler did not answer the upgrade',
    message:
      'For {limit} the handler neither accepted nor refused, and the client must be told something. A browser waits for minutes.',
    hint: 'Call accept() first. Do what takes time after it.',
    httpStatus: 503,
  },
  'limit-reached': {
    title: 'The run met a limit',
    message: 'The run reached the limit {name}, which is {limit} on this server.',
    hint: 'Make the code smaller or let it do less at a time.',
    closeCode: 1011,
  },

  // A socket or request that is turned away.
  'not-json': {
    title: 'The message is not JSON',
    message: 'The control socket takes one JSON object in each text frame and could not parse this one.',
    hint: 'Send JSON.stringify of a message that the protocol describes.',
    closeCode: 4400,
  },
  'not-a-message': {
    title: 'The message is not one of the protocol',
    message: 'The JSON is well formed, but it is no command of this protocol: {problem}.',
    hint: 'Compare it with the list of messages. Unknown fields are refused as well.',
    closeCode: 4400,
  },
  'message-too-big': {
    title: 'The message is too big',
    message: 'A message on the control socket may have {limit}.',
    hint: 'Send the code of one run at a time.',
    closeCode: 1009,
  },
  'wrong-origin': {
    title: 'This page may not use the control socket',
    message:
      'The request came from the origin "{origin}". Only pages of this server may start runs, because any page on the web can dial a local port.',
    hint: 'Open the playground at the address that the server printed when it started.',
    httpStatus: 403,
  },
  'not-the-page': {
    title: 'Only pages of this server may store a link',
    message:
      'The request came from another site. Any page on the web can send one to this server, so only its own pages may write here.',
    hint: 'Press Share in the playground, at the address that the server printed when it started.',
    httpStatus: 403,
  },
  'not-json-request': {
    title: 'The request is not JSON',
    message: 'A snippet is one JSON object, sent as application/json, and this request was something else.',
    hint: 'Set Content-Type to application/json and send JSON.stringify of the snippet.',
    httpStatus: 415,
  },
  'snippet-not-valid': {
    title: 'The snippet is not one of the protocol',
    message: 'A snippet has a language, code and a few more fields. This one does not fit: {problem}.',
    hint: 'Compare it with the protocol. Unknown fields are refused as well.',
    httpStatus: 400,
  },
  'snippet-too-large': {
    title: 'The snippet is too large',
    message: 'A stored link holds {limit} at most, the recorded run included, and this one is larger.',
    hint: 'Share it without its result, or shorten the code.',
    httpStatus: 413,
  },
  'snippet-not-found': {
    title: 'There is no such link',
    message: 'This server has stored nothing under that address. Links are kept by the server that made them.',
    hint: 'Compare the address with the one you were given, and its server with this one.',
    httpStatus: 404,
  },
  'too-many-snippets': {
    title: 'Too many links from your address',
    message: 'A short link is kept for ever, so this server stores only some from one address in a minute.',
    hint: 'Copy the long link, which needs no server, or try again later.',
    httpStatus: 429,
  },
  'too-many-reads': {
    title: 'Too many stored links were asked for',
    message: 'This server answers {limit} requests for stored links a minute to one address.',
    hint: 'Try again in a moment.',
    httpStatus: 429,
  },
  'snippets-full': {
    title: 'The store of links is full',
    message: 'This server keeps {limit} of links and deletes none, because a link must lead where it led.',
    hint: 'Copy the long link, which needs no server.',
    httpStatus: 507,
  },
  'session-not-found': {
    title: 'There is no such run',
    message:
      'The address names a run that has ended or never existed. An address under /live lasts as long as its run.',
    hint: 'Press Run and use the new address.',
    httpStatus: 404,
  },
  'too-many-connections': {
    title: 'The server has too many connections',
    message: 'This server keeps {limit} connections open at a time, and all of them are taken.',
    hint: 'Try again in a minute.',
    httpStatus: 503,
  },

  // A workshop's room.
  'room-not-found': {
    title: 'No room has this code',
    message:
      'No open room has this code. A code has seven letters and digits, and is worth nothing once its room has ended.',
    hint: 'Compare it with the board, character by character, and try again.',
  },
  'wrong-secret': {
    title: 'This link does not open the room',
    message:
      'The room is not here, or the secret of this link is not its secret. Rooms are deleted some time after they end.',
    hint: 'Use the link that you copied when you opened the room, or open a new one.',
  },
  'too-many-attempts': {
    title: 'Too many attempts',
    message: 'Codes and links that open nothing were tried too often, from here or by everybody together.',
    hint: 'Wait for a minute, then try again with the code from the board.',
  },
  'name-empty': {
    title: 'The name is empty',
    message: 'Nothing is left of the name when what cannot be seen is taken away, so nobody could tell you apart.',
    hint: 'Enter a name with at least one letter or digit.',
  },
  'name-taken': {
    title: 'The name is taken',
    message: 'Somebody in the room has this name, or one that looks the same.',
    hint: 'Add an initial or another name of yours.',
  },
  'room-locked': {
    title: 'The room is locked',
    message: 'The facilitator lets nobody else in at the moment. Who is in the room can come back at any time.',
    hint: 'Ask the facilitator to unlock the room, then join again.',
  },
  'room-full': {
    title: 'The room is full',
    message: 'A room has {limit} places, and all of them are taken.',
    hint: 'Ask the facilitator to remove somebody who has left.',
  },
  'too-many-rooms': {
    title: 'This server has no place for another room',
    message: 'A server keeps {limit} rooms at a time, because the events of each are kept in memory and on disk.',
    hint: 'End a room that is over, or start the server with a higher --max-rooms.',
  },
  'room-ended': {
    title: 'The room has ended',
    message: 'The facilitator ended the room, so nothing more is taken. Your own progress stays in your browser.',
    hint: 'Go on with the exercises by yourself, or join another room.',
  },
  'left-room': {
    title: 'You left the room',
    message: 'You left the room, in this page or in another one. Your own progress stays in your browser.',
    hint: 'Join again with the code from the board.',
    closeCode: 4410,
  },
  'removed-from-room': {
    title: 'You are not in the room any more',
    message: 'The facilitator removed you from the room. Your own progress stays in your browser.',
    hint: 'Speak to the facilitator. While the room is not locked, its code lets you join again.',
    closeCode: 4403,
  },
  'not-in-room': {
    title: 'Not in a room yet',
    message: 'The first message of this socket says which room it is about, and until then it can do nothing.',
    hint: 'Send open-room, host-room, join-room or enter-room first.',
  },
  'room-silent': {
    title: 'The socket named no room',
    message: 'A socket says within {limit} which room it is about, and this one did not.',
    hint: 'Connect again and send host-room, join-room or enter-room.',
    closeCode: 4408,
  },
  'not-allowed-in-room': {
    title: 'This is not yours to do',
    message: 'In a room, some things only the facilitator does, and some only a participant.',
    hint: 'Ask the facilitator.',
  },
  'no-such-participant': {
    title: 'The participant is gone',
    message: 'Nobody in the room has this number any more.',
    hint: 'Look at the board: it shows who is in the room now.',
  },
  'not-asked': {
    title: 'Nobody asks for your code any more',
    message: 'The question was answered, or the facilitator has asked for something else.',
    hint: 'Nothing was shown. You need do nothing.',
  },
  'note-empty': {
    title: 'The note is empty',
    message: 'Nothing is left of the note when what cannot be seen is taken away.',
    hint: 'Write at least one word.',
  },
  'room-events': {
    title: 'The room is full of events',
    message: 'A room keeps {limit}, and takes nothing more after that.',
    hint: 'Export what is there, end the room and open another.',
  },
  'slow-down': {
    title: 'Too much at once',
    message: 'A page may report {limit} actions a minute. The room has to stay quick for everybody.',
    hint: 'Nothing is lost: the page sends the rest by itself in a moment.',
  },
  'too-many-pages': {
    title: 'Open in too many pages',
    message: 'One person may have a room open in {limit} pages, and this one was opened first.',
    hint: 'Close the pages that you do not need and reload this one.',
    closeCode: 4409,
  },
} as const satisfies Record<string, FaultEntry>;

export type FaultName = keyof typeof FAULTS;

/** The fault of each limit that a run can meet, by the limit's name in `limits.ts`. */
export const LIMIT_FAULTS = {
  turnCpuMs: 'turn-cpu',
  turnKillMs: 'turn-kill',
  runCpuMs: 'run-cpu',
  compileMs: 'compile-time',
  loadMs: 'load-time',
  guestMemoryBytes: 'guest-memory',
  guestStackBytes: 'guest-stack',
  maxTurnMessages: 'turn-messages',
  maxTurnBytes: 'turn-bytes',
  maxConsoleBytes: 'console-bytes',
  maxTimers: 'timers',
  pythonTurnMs: 'turn-cpu',
  pythonRunCpuMs: 'run-cpu',
  pythonLoadMs: 'compile-time',
  pythonMemoryBytes: 'guest-memory',
  pythonOutputBytes: 'output-rate',
  pythonOutputMessages: 'output-rate',
  maxUnsentBytes: 'output-rate',
  maxTimelineEvents: 'timeline-events',
  maxTimelineBytes: 'timeline-events',
  maxConnectionsPerRun: 'run-connections',
  maxHandlersPerRun: 'run-handlers',
  handshakeMs: 'handshake',
  idleMs: 'idle',
  keptOpenMs: 'idle',
  runMs: 'run-time-over',
} as const satisfies Record<string, FaultName>;

type PlaceholdersOf<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholdersOf<Rest>
  : never;

type TextsOf<Name extends FaultName> = (typeof FAULTS)[Name]['title' | 'message' | 'hint'];

type ValuesOf<Name extends FaultName> = Record<PlaceholdersOf<TextsOf<Name>>, string | number>;

/** The texts of one fault, ready for the protocol's `Fault`. */
export interface FilledFault {
  name: string;
  title: string;
  message: string;
  hint: string;
}

/** Fills in a fault. The second argument is asked for exactly where the texts have placeholders. */
export function fault<Name extends FaultName>(
  name: Name,
  ...[values]: PlaceholdersOf<TextsOf<Name>> extends never ? [] : [ValuesOf<Name>]
): FilledFault {
  return fill(name, values ?? {});
}

/**
 * The fault of a limit that was met. `limit` is a key of `limits.ts`, and its
 * ending tells the unit of `value`.
 */
export function limitFault(limit: string, value: number): FilledFault {
  const names: Partial<Record<string, FaultName>> = LIMIT_FAULTS;
  return fill(names[limit] ?? 'limit-reached', { name: limit, limit: quantity(limit, value) });
}

/** A limit's value in words: `quantity('turnCpuMs', 100)` is `100 ms`. */
export function quantity(limit: string, value: number): string {
  const scales: readonly (readonly [size: number, unit: string])[] = limit.endsWith('Ms')
    ? [
        [60_000, 'min'],
        [1_000, 's'],
        [1, 'ms'],
      ]
    : limit.endsWith('Bytes')
      ? [
          [1024 * 1024, 'MiB'],
          [1024, 'KiB'],
          [1, 'bytes'],
        ]
      : [];
  for (const [size, unit] of scales) {
    if (value >= size) return `${Number((value / size).toFixed(1))} ${unit}`;
  }
  return limit.endsWith('Events') ? `${value.toLocaleString('en')} events` : value.toLocaleString('en');
}

function fill(name: FaultName, values: Record<string, string | number>): FilledFault {
  const { title, message, hint } = FAULTS[name];
  const filled = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (hole, key: string) => String(values[key] ?? hole));
  return { name, title: filled(title), message: filled(message), hint: filled(hint) };
}
