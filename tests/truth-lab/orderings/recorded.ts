import { RECORDED_ORDERINGS, type RecordedOrdering } from '#tests/fixtures/orderings/recorded-orderings.ts';
import type { Except, HandlerStep, Ordering } from '../language/ordering.ts';

/**
 * The recorded orderings in the language of steps. What needs FastAPI, an
 * endpoint class or a bare ASGI application stays as source: it has no entry
 * here and runs from the programs of `tests/fixtures/`.
 */

const accept: HandlerStep = { do: 'accept' };
const sleep = (ms: number): HandlerStep => ({ do: 'sleep', ms });
const close = (code?: number, reason?: string): HandlerStep => ({
  do: 'close',
  ...(code !== undefined && { code }),
  ...(reason !== undefined && { reason }),
});
const send = (text: string | null): HandlerStep => ({ do: 'send-text', text });
const receiveText: HandlerStep = { do: 'receive-text' };
const whenLeft: Except = { catches: 'WebSocketDisconnect', steps: [] };
const whenFailed: Except = { catches: 'Exception', steps: [] };

const refuse = (code: number, reason: string): HandlerStep[] => [accept, close(code, reason)];
const receiveUntilLeft: HandlerStep[] = [
  accept,
  { do: 'try', steps: [{ do: 'for-ever', steps: [receiveText] }], except: whenLeft },
];
const closeWith = (code: number): HandlerStep[] => [accept, close(code, 'r')];
const reasonOf = (reason: string): HandlerStep[] => [accept, close(4000, reason)];
const raiseAfterAccept: HandlerStep[] = [accept, { do: 'raise', exception: { type: 'ValueError', text: 'boom' } }];
const receiveOnce = (kind: 'receive-text' | 'receive-bytes' | 'receive-json'): HandlerStep[] => [
  accept,
  { do: kind },
  send('got'),
  close(),
];
const withoutInput: HandlerStep[] = [accept, sleep(400), close(4000, 'stop')];
const slowAccept = [sleep(1_200), accept];

const CLOSE_CODES = [
  ...[0, 999, 1000, 1001, 1003, 1005, 1006, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 1015, 2999],
  ...[4000, 4999, 5000, 65_535],
];

const HANDLERS: Readonly<Record<string, readonly HandlerStep[]>> = {
  ...Object.fromEntries(CLOSE_CODES.map((code) => [`code_${code}`, closeWith(code)])),
  right_4000: refuse(4000, 'Invalid parameter'),
  right_4002: refuse(4002, 'Invalid value'),
  right_4003: refuse(4003, 'Localhost access only'),
  right_4004: refuse(4004, 'Resource not found'),
  right_msg_then_close: [accept, send('hello'), close(4004, 'Resource not found')],
  full_endpoint_ok: [
    accept,
    { do: 'register', room: 'p' },
    {
      do: 'try',
      steps: [{ do: 'for-ever', steps: [{ do: 'echo', prefix: 'echo:' }] }],
      except: whenLeft,
      finally: [{ do: 'disconnect', room: 'p' }],
    },
  ],
  close_before_accept: [close()],
  close_before_accept_code: [close(4000, 'Invalid parameter')],
  close_before_accept_then_accept: [close(4000, 'Invalid parameter'), accept],
  return_before_accept: [{ do: 'return' }],
  send_before_accept: [send('too early')],
  receive_text_before_accept: [receiveText],
  http_exception_before_accept: [
    {
      do: 'raise',
      exception: { type: 'HTTPException', status: 401, detail: 'no token', headers: { 'x-why': 'because' } },
    },
  ],
  ws_exception_before_accept: [
    { do: 'raise', exception: { type: 'WebSocketException', code: 1008, reason: 'policy' } },
  ],
  denial_404: [{ do: 'deny', status: 404, json: { error: 'not found' }, headers: { 'x-why': 'because' } }],
  denial_after_connect_received: [{ do: 'receive' }, { do: 'deny', status: 429, body: 'nope' }],
  slow_accept: [...slowAccept, close(4000, 'after slow accept')],
  slow_accept_client_gives_up: [...slowAccept, close(4000, 'after slow accept')],
  slow_accept_then_send_gone: [...slowAccept, send('hello'), receiveText],
  raise_after_accept: raiseAfterAccept,
  raise_after_cancel: raiseAfterAccept,
  raise_after_bad_subprotocol: raiseAfterAccept,
  cancel_self: [accept, { do: 'raise', exception: { type: 'CancelledError', text: '' } }],
  accept_twice: [accept, accept],
  accept_twice_caught: [
    accept,
    { do: 'try', steps: [accept], except: { catches: 'RuntimeError', steps: [] } },
    close(4000, 'recovered'),
  ],
  connect_after_accept: [accept, { do: 'connect', room: 'p' }, send('registered')],
  register_after_accept: [
    accept,
    { do: 'register', room: 'p' },
    send('registered'),
    { do: 'disconnect', room: 'p' },
    close(),
  ],
  connect_only: [{ do: 'connect', room: 'p' }, { do: 'disconnect', room: 'p' }, close(4004, 'Project not found')],
  return_after_accept: [accept],
  return_after_send: [accept, send('bye')],
  close_twice: [accept, close(4000, 'first'), close(4001, 'second')],
  send_after_close: [accept, close(4000, 'closed'), send('late')],
  ws_exception_after_accept: [
    accept,
    { do: 'raise', exception: { type: 'WebSocketException', code: 1008, reason: 'policy' } },
  ],
  denial_after_accept: [accept, { do: 'deny', status: 404, body: 'nope' }],
  close_default: [accept, close()],
  close_code_only: [accept, close(4000)],
  send_none: [accept, send(null), close(4000, 'after none')],
  sp_offered_accepted: [{ do: 'accept', subprotocol: 'chat' }, close(4003, 'after subprotocol')],
  sp_not_offered: [{ do: 'accept', subprotocol: 'chat' }, close(4003, 'after subprotocol')],
  sp_ignored: [accept, close(4003, 'after subprotocol')],
  accept_header_crlf: [{ do: 'accept', headers: { 'x-bad': 'line\r\nx-injected: 1' } }, close(4000, 'had headers')],
  code_1005_then_4000: [
    accept,
    { do: 'try', steps: [close(1005, 'r')], except: whenFailed },
    close(4000, 'second try'),
  ],
  reason_ascii124: reasonOf('x'.repeat(124)),
  reason_ascii200: reasonOf('x'.repeat(200)),
  reason_euro41_plus1_124b: reasonOf(`${'€'.repeat(41)}a`),
  reason_emoji31_124b: reasonOf('😀'.repeat(31)),
  reason_surrogate: reasonOf('a\ud800b'),
  reason_too_long_then_4001: [
    accept,
    { do: 'try', steps: [close(4000, 'x'.repeat(124))], except: whenFailed },
    close(4001, 'second try'),
  ],
  client_close_1000: [accept, { do: 'for-ever', steps: [receiveText] }],
  client_close_4001: receiveUntilLeft,
  client_close_nocode: receiveUntilLeft,
  client_close_1001_raw: receiveUntilLeft,
  client_drop_fin: receiveUntilLeft,
  client_drop_rst: receiveUntilLeft,
  raw_recv_after_disconnect: [accept, { do: 'receive' }, { do: 'receive' }],
  close_after_disconnect: [accept, { do: 'try', steps: [receiveText], except: whenLeft }, close(4000, 'too late')],
  close_in_finally: [
    accept,
    { do: 'try', steps: [{ do: 'for-ever', steps: [receiveText] }], except: whenLeft, finally: [close()] },
  ],
  send_to_gone_rst: [
    accept,
    sleep(700),
    ...['late 0', 'late 1', 'late 2'].flatMap((text) => [send(text), sleep(200)]),
    receiveText,
  ],
  close_to_gone_closed: [accept, sleep(700), close(4000, 'too late')],
  close_to_gone_rst: [accept, sleep(700), close(4000, 'too late')],
  close_while_client_sends: [accept, receiveText, close(4000, 'stop')],
  close_at_once_unread_5mb: withoutInput,
  close_at_once_unread_small: withoutInput,
  close_then_slow_return: [accept, close(4000, 'stop'), sleep(1_000)],
  recv_text_binary: receiveOnce('receive-text'),
  recv_bytes_text: receiveOnce('receive-bytes'),
  recv_json_binary: receiveOnce('receive-json'),
  big_message: receiveOnce('receive-text'),
  unmasked_frame_raw: receiveOnce('receive-text'),
  client_no_close_echo_raw: refuse(4000, 'x'),
  bad_version_raw: refuse(4000, 'x'),
  missing_key_raw: refuse(4000, 'x'),
};

/** Those that can be said as steps. */
export const RECORDED_AS_STEPS: readonly Ordering[] = RECORDED_ORDERINGS.flatMap(({ id, title, path, client }) => {
  const handler = HANDLERS[id];
  if (handler === undefined) return [];
  const query = path.includes('?') ? path.slice(path.indexOf('?')) : '';
  return [{ id, title, query, handler, client }];
});

/** Those that run from their own source. */
export const RECORDED_AS_SOURCE: readonly RecordedOrdering[] = RECORDED_ORDERINGS.filter(
  ({ id }) => HANDLERS[id] === undefined,
);
