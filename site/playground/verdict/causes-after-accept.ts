import { afterwards, type Cause, isLost, MAX_REASON_BYTES, ORDINARY_CODES } from './cause.ts';
import type { ConnectionFacts } from './connection-facts.ts';
import { atLine, byteLength, closePhrase, exceptionPhrase, shortClose, startOfSentence } from './phrases.ts';
import type { Outcome } from './cause.ts';

const ordinaryOr =
  (other: Outcome) =>
  ({ told }: ConnectionFacts): Outcome =>
    told !== undefined && ORDINARY_CODES.has(told.code) ? 'neutral' : other;
const sameClose = (f: ConnectionFacts): boolean =>
  f.asked !== undefined && f.told?.code === (f.asked.code ?? 1005) && f.told.reason === f.asked.reason;
/** The server may have kept the reason back. */
const codeArrived = (f: ConnectionFacts): boolean =>
  f.asked !== undefined && f.asked.refused === undefined && !isLost(f) && f.told?.code === (f.asked.code ?? 1005);
/** A browser says that it closes, whatever becomes of its page; other programs may just be gone. */
const wentAway = (f: ConnectionFacts): boolean =>
  f.witness !== 'page' && f.tcpEndedFirst === 'client' && f.sent === undefined && f.asked === undefined;
const sentClose = (f: ConnectionFacts): string => (f.sent === undefined ? 'no Close frame' : shortClose(f.sent));

/** Why a connection that was accepted has ended. The last row always holds. */
export const CAUSES_AFTER_ACCEPT: readonly Cause[] = [
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
    advice: 'Keep reasons to at most 123 bytes of UTF-8, and send long explanations as a message before the close.',
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
    when: (f) => f.exception !== undefined && f.closedFirst !== 'client' && !codeArrived(f) && !wentAway(f),
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
      (f.witness === 'page'
        ? `The page closed with ${f.received ? closePhrase(f.received) : ''}, and the server answered with ${f.sent ? closePhrase(f.sent) : 'no Close frame'}: the browser reports the answer.`
        : `The server answered with ${f.sent ? closePhrase(f.sent) : 'no Close frame'}.`) + afterwards(f),
  },
  {
    name: 'client-closed',
    when: (f) => f.closedFirst === 'client' || (f.pageClosed && f.asked === undefined),
    outcome: 'neutral',
    because: (f) =>
      (isLost(f)
        ? `${startOfSentence(f.who)} closed, and the connection ended before the server had answered with its own Close frame.`
        : `${startOfSentence(f.who)} closed the connection itself, and the server echoed the Close frame.`) +
      afterwards(f),
  },
  {
    name: 'client-went-away',
    when: wentAway,
    outcome: 'neutral',
    because: (f) =>
      `It ended TCP without a Close frame, as a program does that is stopped or loses its network.${afterwards(f)}`,
  },
  {
    name: 'delivered-ordinary',
    when: (f) => sameClose(f) && ORDINARY_CODES.has(f.told?.code ?? 0),
    outcome: 'neutral',
    because: (f) =>
      `Your handler closed${atLine(f.asked?.line)}, and ${f.who} was told so: an ordinary end.${afterwards(f)}`,
  },
  {
    name: 'delivered',
    when: sameClose,
    outcome: 'delivered',
    because: (f) =>
      `Your handler accepted and then closed${atLine(f.asked?.line)}, so ${f.asked?.reason ? 'code and reason' : 'the code'} reached ${f.who}${
        f.told?.wasClean || f.witness !== 'page'
          ? ''
          : '. wasClean is false because TCP ended right behind the Close frame'
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
        : `The server sent ${closePhrase(f.sent)}, and the connection broke before ${f.witness === 'page' ? 'the browser' : f.who} had read it.`,
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
