import type { ServerProfileName } from '#asgi/server-profile-names.ts';
import type { View } from '#content/truth.ts';
import type { OrderingClient } from '#tests/helpers/ordering-client.ts';
import type { Language } from '#protocol/client-message.ts';

/** What is left out of a comparison, because it cannot come out equal by what it is. */
export interface NotCompared {
  orderings: readonly string[];
  view: View;
  language: Language;
  reason: string;
}

export const NOT_COMPARED: readonly NotCompared[] = [
  {
    orderings: ['f_dep_http_exception', 'f_http_exception_after'],
    view: 'handler',
    language: 'typescript',
    reason: 'FastAPI is Python; the TypeScript handler writes out what FastAPI does before it calls an endpoint.',
  },
];

/** A difference that stays, with its reason. */
export interface KnownDifference {
  orderings: readonly string[] | 'any';
  profiles: readonly ServerProfileName[];
  views: readonly View[];
  reason: string;
}

export const KNOWN_DIFFERENCES: readonly KnownDifference[] = [
  {
    orderings: ['accept_header_crlf'],
    profiles: ['hypercorn'],
    views: ['raw', 'ws'],
    reason:
      'hypercorn writes a Close frame although no handshake came about; the playground writes no frame before a 101, and only ends TCP.',
  },
  {
    orderings: ['big_message'],
    profiles: ['uvicorn', 'uvicorn-wsproto', 'uvicorn-legacy', 'hypercorn'],
    views: ['chromium'],
    reason:
      'Chromium offers to compress and the server agrees, so it unpacks the message before it finds it too big; the playground negotiates no extension, sees the size in the frame and says it. Clean or unclean is chance.',
  },
  {
    orderings: ['big_message'],
    profiles: ['uvicorn-legacy'],
    views: ['ws'],
    reason:
      'The server stops reading in the middle of the message and waits ten seconds; the playground reads the rest and drops it, so its client is told at once.',
  },
  {
    orderings: ['close_while_client_sends'],
    profiles: ['hypercorn'],
    views: ['chromium'],
    reason:
      'The server ends TCP while Chromium still sends, and it is chance whether Chromium reads the Close frame before it notices. The live server is mostly too fast, the playground mostly not.',
  },
  {
    orderings: ['raise_after_bad_subprotocol'],
    profiles: ['daphne'],
    views: ['raw', 'ws', 'chromium'],
    reason:
      'An earlier client has stopped the detection of crashes of the whole daphne; in the playground each run is a server of its own.',
  },
];

/** Whether the kernel decides how TCP ends, so that the live server shows both ways. */
export function tcpEndIsChance(id: string, { steps = [] }: OrderingClient): boolean {
  return id === 'big_message' || steps.some(([deed]) => deed === 'bad-frame' || deed === 'unmasked');
}

/** What is not looked at in any comparison, or in the one that is named. */
export const ALLOWANCES: readonly { what: string; reason: string }[] = [
  {
    what: 'the values of Date and Sec-WebSocket-Accept, and port numbers',
    reason: 'They differ from one dial to the next.',
  },
  {
    what: 'where the client’s own frames fall among those of the server',
    reason: 'Both sides send when they like; each side’s own order is compared.',
  },
  {
    what: 'FIN or RST behind a frame that breaks the protocol, and behind a message over the limit',
    reason: 'The server ends TCP while the client still sends, and the kernel answers what comes too late with RST.',
  },
  {
    what: 'the text of JSON that cannot be parsed',
    reason: 'Each language has a parser of its own; that it raised is compared.',
  },
  {
    what: 'close codes that print as <CloseCode.NORMAL_CLOSURE: 1000>',
    reason: 'websockets and wsproto give the handler members of an enumeration; the playground gives the number.',
  },
  {
    what: 'the class name WebSocketDisconnected, on uvicorn-legacy',
    reason:
      'Starlette 0.46 raises RuntimeError there; the playground has one Starlette, whose class is a RuntimeError too.',
  },
  {
    what: 'more than 32 messages that a handler has not received, on daphne',
    reason:
      'daphne reads on without end. The playground stops reading there, to bound what a client can make it keep, and so meets a Close behind them later.',
  },
  {
    what: 'a denial response whose parts come with pauses between them, on uvicorn-legacy',
    reason: 'The server sends what it has at the first pause and drops the rest. The playground sends the whole of it.',
  },
  {
    what: 'how two tasks of one handler take turns, in TypeScript',
    reason:
      'In Python a send() that the server takes at once lets no other task run; in JavaScript every await does. The Python of the playground does as the server does.',
  },
];

export function isCompared(ordering: string, view: View, language: Language): boolean {
  return !NOT_COMPARED.some(
    (rule) => rule.orderings.includes(ordering) && rule.view === view && rule.language === language,
  );
}

export function reasonOf(ordering: string, profile: ServerProfileName, view: View): string | undefined {
  return KNOWN_DIFFERENCES.find(
    (known) =>
      (known.orderings === 'any' || known.orderings.includes(ordering)) &&
      known.profiles.includes(profile) &&
      known.views.includes(view),
  )?.reason;
}
