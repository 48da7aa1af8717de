import { type Cause, isLost } from './cause.ts';
import { atLine, closePhrase, exceptionPhrase, statusPhrase } from './phrases.ts';

/** What stops everything, and what has not ended yet. */
export const CAUSES_WHILE_OPEN: readonly Cause[] = [
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
];
