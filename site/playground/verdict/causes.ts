import { matchesRoute } from '../connection/guest-url.ts';
import type { ConnectionFacts } from './connection-facts.ts';
import { atLine, byteLength, closePhrase, exceptionPhrase, shortClose, statusPhrase } from './phrases.ts';
import type { Outcome, RecordedConnection } from './verdict.ts';

export type Says = string | ((facts: ConnectionFacts, connection: RecordedConnection) => string);

interface CauseEntry {
  name: string;
  when: (facts: ConnectionFacts, connection: RecordedConnection) => boolean;
  outcome: Outcome | ((facts: ConnectionFacts) => Outcome);
  /** What the page was told; `phrases.ts` words it from the close event when it is left out. */
  effect?: Says;
  because: Says;
  advice?: Says;
  /** The line to show, where it is not that of the exception or of the close. */
  line?: (facts: ConnectionFacts) => number | undefined;
}

/** RFC 6455 section 5.5.1: a control frame holds 125 bytes and the code takes two. */
const MAX_REASON_BYTES = 123;
const ORDINARY_CODES: ReadonlySet<number> = new Set([1000, 1001, 1005]);

const before101 = (f: ConnectionFacts): boolean => f.told !== undefined && !f.accepted;
const ordinaryOr =
  (other: Outcome) =>
  ({ told }: ConnectionFacts): Outcome =>
    told !== undefined && ORDINARY_CODES.has(told.code) ? 'neutral' : other;
const sameClose = (f: ConnectionFacts): boolean =>
  f.asked !== undefined && f.told?.code === (f.asked.code ?? 1005) && f.told.reason === f.asked.reason;
const isLost = (f: ConnectionFacts): boolean => f.told?.code === 1006;
/** The server may have kept the reason back. */
const codeArrived = (f: ConnectionFacts): boolean =>
  f.asked !== undefined && f.asked.refused === undefined && !isLost(f) && f.told?.code === (f.asked.code ?? 1005);
/** What came of the handler after the page had its answer: only the server's log knows. */
const afterwards = (f: ConnectionFacts): string =>
  f.exception === undefined
    ? ''
    : ` Your handler then raised ${exceptionPhrase(f.exception)}${atLine(f.exception.line)}; the page is not told.`;
const sentClose = (f: ConnectionFacts): string => (f.sent === undefined ? 'no Close frame' : shortClose(f.sent));

/**
 * Why a connection ended as it did: one row a cause, the first that holds is
 * said. Rows go from what stops everything to what happens in the end.
 */
export const CAUSES: readonly CauseEntry[] = [
  {
    name: 'browser-would-not-dial',
    when: (f) => f.forbidden?.call === 'new WebSocket',
    outcome: 'forbidden',
    effect: (f) => `The browser threw ${f.forbidden?.name} and sent nothing.`,
    because: (f) => f.forbidden?.message ?? '',
    advice: 'Correct the URL or the subprotocols of the client: each subprotocol is a token, and none comes twice.',
  },
  {
    name: 'browser-would-not-close',
    when: (f) => f.forbidden !== undefined && f.told === undefined,
    outcome: 'forbidden',
    effect: (f) => `The browser threw ${f.forbidden?.name}, and the connection stays as it was.`,
    because: (f) => f.forbidden?.message ?? '',
    advice: (f) =>
      f.forbidden?.call === 'close'
        ? 'A page may close with 1000 or 3000 to 4999 and a reason of at most 123 bytes. The other codes belong to the browser.'
        : 'Wait for open before you send.',
  },
  {
    name: 'page-left',
    when: (f) => f.pageLeft,
    outcome: 'neutral',
    effect: "The client's page went away, and nobody is told anything.",
    because: (f) =>
      f.received === undefined
        ? 'The browser ends the sockets of a page that is gone.'
        : `By itself, the browser closed with ${closePhrase(f.received)}. A page that leaves cannot choose another code.`,
  },
  {
    name: 'cut',
    when: (f) => f.cut && isLost(f),
    outcome: 'neutral',
    because:
      'You dropped the connection, and the playground cut it: TCP ended without a Close frame, as when a network is lost. Both ends find out by themselves.',
  },
  {
    name: 'limit',
    when: (f) => f.limit !== undefined,
    outcome: (f) => (isLost(f) ? 'lost' : 'neutral'),
    effect: (f) => f.limit?.title.replace(/\.?$/, '.') ?? '',
    because: (f) => f.limit?.message ?? '',
  },
  {
    name: 'waits-for-a-message',
    when: (f) => f.opened && f.told === undefined && f.waiting !== undefined && f.exception === undefined,
    outcome: 'open',
    effect: 'Open. The handler waits for a message.',
    because: (f) =>
      `${f.waiting?.line === undefined ? '' : `It waits${atLine(f.waiting.line)}. `}Send it one, or close the connection.`,
    line: (f) => f.waiting?.line,
  },
  {
    name: 'still-open',
    when: (f) => f.opened && f.told === undefined,
    outcome: 'open',
    effect: 'Open.',
    because: (f) =>
      f.exception === undefined
        ? 'Nothing has ended the connection: send a message, or close it.'
        : `Your handler raised ${exceptionPhrase(f.exception)}${atLine(f.exception.line)}, and the server has not ended the connection yet.`,
  },
  {
    name: 'still-connecting',
    when: (f) => f.told === undefined && f.response === undefined,
    outcome: 'open',
    effect: 'Connecting.',
    because: (f) =>
      f.denied
        ? 'Your handler has answered, and this server has not passed the answer on.'
        : 'The upgrade has no answer yet: your handler has not accepted, closed or answered.',
  },
  {
    name: 'answered-not-yet-told',
    when: (f) => f.told === undefined,
    outcome: 'open',
    effect: 'Answered.',
    because: (f) => `The server sent ${statusPhrase(f)}; the browser has not told the page yet.`,
  },
  {
    name: 'page-gave-up',
    when: (f) => f.gaveUp && !f.opened && (f.response === undefined || f.accepted),
    outcome: 'neutral',
    because: 'The page called close() while the connection was still being made, so no Close frame could carry a code.',
  },
  {
    name: 'run-over-before-answer',
    when: (f, { ended }) => ended !== undefined && before101(f) && f.response?.status === 503,
    outcome: 'neutral',
    because: (_f, { ended }) => ended?.message ?? '',
  },
  {
    name: 'no-route',
    when: (f, { path, routes }) =>
      before101(f) && f.requested && routes.length > 0 && !routes.some((route) => matchesRoute(path, route)),
    outcome: 'lost',
    because: (f, { path, routes }) =>
      `No route of your handler answers ${path}, so the application closed before accept and the server answered ${statusPhrase(f)}. Your routes: ${routes.join(', ')}.`,
    advice: 'Change the path of the client, or the route.',
  },
  {
    name: 'denial-response',
    when: (f) => before101(f) && f.denied && f.response !== undefined && f.exception === undefined,
    outcome: 'forbidden',
    because: (f) =>
      `Your handler answered ${statusPhrase(f)}${f.response?.body ? ' with a body' : ''}. curl, proxies and server-side clients read it; a browser may not show it to its page.`,
    advice: 'When the page itself must learn why, accept first and close with a code.',
  },
  {
    name: 'raised-before-accept',
    when: (f) => before101(f) && f.exception !== undefined,
    outcome: 'lost',
    because: (f) =>
      f.exception === undefined
        ? ''
        : `Your handler raised ${exceptionPhrase(f.exception)}${atLine(f.exception.line)} before it accepted, and the server answered ${statusPhrase(f)}.`,
    advice: 'Accept first and close with a code: before accept every failure looks the same to a page.',
  },
  {
    name: 'close-before-accept',
    when: (f) => before101(f) && f.asked !== undefined && f.response !== undefined,
    outcome: 'lost',
    because: (f) =>
      `Your ${f.asked ? shortClose(f.asked) : 'close'} never left the server: it answered ${statusPhrase(f)} before the handshake was complete.`,
    advice: 'Accept first, then close. A close code travels only on an open connection.',
  },
  {
    name: 'returned-before-accept',
    when: (f) => before101(f) && f.response !== undefined && f.response.status >= 500,
    outcome: 'lost',
    because: (f) =>
      `Your handler returned without accept, close or an answer, so the server answered ${statusPhrase(f)}.`,
    advice: 'Accept first, then close with a code and a reason.',
  },
  {
    name: 'refused-by-server',
    when: (f) => before101(f) && f.response !== undefined,
    outcome: 'lost',
    because: (f) => `The server answered ${statusPhrase(f)} and the handshake was never complete.`,
  },
  {
    name: 'never-reached',
    when: (f) => before101(f) && !f.requested,
    outcome: 'lost',
    because: 'No request of this client reached the handler: the server was not there, or the run was already over.',
    advice: 'Press Run again.',
  },
  {
    name: 'no-answer',
    when: before101,
    outcome: 'lost',
    because: 'The server ended the TCP connection without an HTTP answer.',
    advice: 'Accept, close or answer in every branch of your handler.',
  },
  {
    name: 'subprotocol-not-echoed',
    when: (f) => f.accepted && !f.opened && f.offered.length > 0 && f.chosen === undefined,
    outcome: 'lost',
    because: (f) =>
      `The client offered ${f.offered.join(', ')} and the server accepted without choosing one, so the browser failed the handshake itself${f.asked ? ` and your ${shortClose(f.asked)} was lost` : ''}.`,
    advice: 'Accept with one of the offered subprotocols, also when you are about to refuse.',
  },
  {
    name: 'subprotocol-not-offered',
    when: (f) => f.accepted && !f.opened && f.chosen !== undefined && !f.offered.includes(f.chosen),
    outcome: 'lost',
    because: (f) =>
      `The server chose the subprotocol ${f.chosen}, which the client did not offer, so the browser failed the handshake.`,
    advice: 'Choose only from the subprotocols that the client offers.',
  },
  {
    name: 'handshake-failed',
    when: (f) => f.accepted && !f.opened && f.errored,
    outcome: 'lost',
    because: 'The server sent 101, and something in its headers made the browser fail the handshake.',
  },
  {
    name: 'reason-too-long',
    when: (f) => isLost(f) && f.asked?.refused !== undefined && byteLength(f.asked.reason) > MAX_REASON_BYTES,
    outcome: 'forbidden',
    because: (f) =>
      `The protocol has no room for your reason: it has ${byteLength(f.asked?.reason ?? '')} bytes and a Close frame holds ${MAX_REASON_BYTES}. The server refused it, and the code went with it.`,
    advice: 'Keep reasons under 123 bytes of UTF-8, and send long explanations as a message before the close.',
  },
  {
    name: 'close-refused',
    when: (f) => f.asked?.refused !== undefined && f.closedFirst !== 'client',
    outcome: 'forbidden',
    because: (f) =>
      `The server would not send your ${f.asked ? shortClose(f.asked) : 'close'}${atLine(f.asked?.line)}: ${f.asked?.refused ? exceptionPhrase(f.asked.refused) : ''}. ${
        f.sent === undefined ? 'TCP ended without a Close frame.' : `It closed with ${sentClose(f)} instead.`
      }`,
    advice: 'Close with a code from 3000 to 4999, or with 1000.',
  },
  {
    name: 'raised-after-accept',
    when: (f) => f.exception !== undefined && f.closedFirst !== 'client' && !codeArrived(f),
    outcome: (f) => (isLost(f) ? 'lost' : 'neutral'),
    because: (f) =>
      f.exception === undefined
        ? ''
        : `Your handler raised ${exceptionPhrase(f.exception)}${atLine(f.exception.line)}${
            f.sent
              ? `, and the server closed with ${sentClose(f)} by itself`
              : ', and the server ended TCP without a Close frame'
          }.`,
    advice: (f) => {
      if (f.acceptCalls > 1 || f.exception?.message.includes("got 'websocket.accept'") === true)
        return 'Accept once. connect() accepts too: use register() on a connection that is open already.';
      if (f.exception?.message.includes('websocket.http.response.start') === true)
        return 'After accept there is no HTTP answer any more, and HTTPException is one: close with a code instead.';
      return 'Catch what you expect, and close with a code of your own.';
    },
  },
  {
    name: 'run-over',
    when: (f, { ended }) => ended !== undefined && f.asked === undefined && f.closedFirst !== 'client',
    outcome: 'neutral',
    because: (_f, { ended }) => ended?.message ?? '',
  },
  {
    name: 'client-closed-other-echo',
    when: (f) =>
      f.closedFirst === 'client' &&
      !isLost(f) &&
      f.received?.code !== undefined &&
      (f.told?.code !== f.received.code || f.told.reason !== f.received.reason),
    outcome: 'neutral',
    because: (f) =>
      `The page closed with ${f.received ? closePhrase(f.received) : ''}, and the server answered with ${f.sent ? closePhrase(f.sent) : 'no Close frame'}: the browser reports the answer.${afterwards(f)}`,
  },
  {
    name: 'client-closed',
    when: (f) => f.closedFirst === 'client' || (f.pageClosed && f.asked === undefined),
    outcome: 'neutral',
    because: (f) =>
      (isLost(f)
        ? 'The page closed, and the connection ended before the server had answered with its own Close frame.'
        : 'The page closed the connection itself, and the server echoed the Close frame.') + afterwards(f),
  },
  {
    name: 'delivered-ordinary',
    when: (f) => sameClose(f) && ORDINARY_CODES.has(f.told?.code ?? 0),
    outcome: 'neutral',
    because: (f) =>
      `Your handler closed${atLine(f.asked?.line)}, and the page was told so: an ordinary end.${afterwards(f)}`,
  },
  {
    name: 'delivered',
    when: sameClose,
    outcome: 'delivered',
    because: (f) =>
      `Your handler accepted and then closed${atLine(f.asked?.line)}, so ${f.asked?.reason ? 'code and reason' : 'the code'} reached the page${
        f.told?.wasClean ? '' : '. wasClean is false because TCP ended right behind the Close frame'
      }.${afterwards(f)}`,
  },
  {
    name: 'code-rewritten',
    when: (f) => f.asked !== undefined && f.told !== undefined && !isLost(f) && f.told.code !== (f.asked.code ?? 1005),
    outcome: 'lost',
    because: (f) =>
      `Your handler asked for ${f.asked ? shortClose(f.asked) : 'another code'}${atLine(f.asked?.line)}; this server sends ${f.sent ? closePhrase(f.sent) : 'another code'} instead.`,
    advice: 'Close with a code from 3000 to 4999: every server sends those as they are.',
  },
  {
    name: 'reason-dropped',
    when: (f) => f.asked !== undefined && !isLost(f) && f.told?.reason === '',
    outcome: 'lost',
    because: (f) => `The code arrived. This server sends no reasons, so yours stayed behind.${afterwards(f)}`,
    advice: 'Let the code alone carry the meaning where this server is in use.',
  },
  {
    name: 'reason-cut',
    when: (f) => f.asked !== undefined && !isLost(f),
    outcome: 'delivered',
    because: (f) =>
      `The code arrived. A Close frame holds ${MAX_REASON_BYTES} bytes of reason, so this server cut yours of ${byteLength(f.asked?.reason ?? '')} bytes.`,
  },
  {
    name: 'close-frame-lost',
    when: (f) => f.asked !== undefined,
    outcome: 'lost',
    because: (f) =>
      f.sent === undefined
        ? `TCP ended before your ${f.asked ? shortClose(f.asked) : 'close'} was sent.`
        : `The server sent ${closePhrase(f.sent)}, and the connection broke before the browser had read it.`,
  },
  {
    name: 'server-closed',
    when: (f) => f.sent !== undefined,
    outcome: 'neutral',
    because: (f) =>
      `The server closed with ${sentClose(f)} by itself: your handler did not ask for it${f.sent?.code === 1011 ? ', but returned with the connection open' : ''}.`,
  },
  {
    name: 'returned-after-accept',
    when: (f) => f.serverEndedTcp,
    outcome: 'lost',
    because: 'Your handler returned without closing, and the server ended TCP without a Close frame.',
    advice: 'Close with a code before every return.',
  },
  {
    name: 'connection-lost',
    when: () => true,
    outcome: ordinaryOr('lost'),
    because: 'The connection ended, and no Close frame had said why.',
  },
];
