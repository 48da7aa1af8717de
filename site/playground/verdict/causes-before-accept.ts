import { matchesRoute } from '../connection/guest-url.ts';
import type { Cause } from './cause.ts';
import type { ConnectionFacts } from './connection-facts.ts';
import { atLine, exceptionPhrase, shortClose, statusPhrase } from './phrases.ts';

const before101 = (f: ConnectionFacts): boolean => f.told !== undefined && !f.accepted;

/** Why no connection came about: the handshake ended with an HTTP status, or with nothing. */
export const CAUSES_BEFORE_ACCEPT: readonly Cause[] = [
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
    outcome: (f) => (f.witness === 'program' ? 'delivered' : 'forbidden'),
    because: (f) =>
      f.witness === 'program'
        ? `Your handler answered the upgrade itself, and what is no browser can read that. A browser may not show it to its page.`
        : `Your handler answered ${statusPhrase(f)}${f.response?.body ? ' with a body' : ''}. curl, proxies and server-side clients read it; a browser may not show it to its page.`,
    advice: (f) =>
      f.witness === 'program' ? undefined : 'When the page itself must learn why, accept first and close with a code.',
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
];
