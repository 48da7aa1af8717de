// Runs in the browser and on the server. No DOM, no node: imports.
import type { RaisedException } from './events.ts';
import type {
  ClientFault,
  FaultAnswer,
  HeaderRule,
  LateAnswers,
  ResponseTemplate,
  ServerEnd,
  ServerProfile,
} from './server-profile.ts';
import type { ServerProfileName } from './server-profile-names.ts';
import { SERVER_MACHINES } from './transitions.ts';

const MIB = 1024 * 1024;

/** uvicorn's `ClientDisconnected` has no text of its own. */
const CLIENT_DISCONNECTED: RaisedException = {
  type: 'uvicorn.protocols.utils.ClientDisconnected',
  message: '',
  isOsError: true,
};

const WEBSOCKETS_HEADER_RULES: readonly HeaderRule[] = [
  {
    part: 'value',
    isBroken: /[^\t\x20-\x7e\x80-\xff]/,
    raises: { type: 'websockets.exceptions.InvalidHeaderValue', message: 'invalid {name} header: {value}' },
  },
];

const h11Error = (message: string): RaisedException => ({ type: 'h11._util.LocalProtocolError', message });

const H11_HEADER_RULES: readonly HeaderRule[] = [
  { part: 'name', isBroken: /^$|[^-!#$%&'*+.^`|~\w]/, raises: h11Error('Illegal header name {repr}') },
  { part: 'value', isBroken: /[\0\n\v\f\r]|^[ \t]|[ \t]$/, raises: h11Error('Illegal header value {repr}') },
];

const H11_LENGTH_MISMATCH = {
  longer: h11Error('Too much data for declared Content-Length'),
  shorter: h11Error('Too little data for declared Content-Length'),
};

function allLate(answer: LateAnswers['send']): LateAnswers {
  return { send: answer, close: answer, other: answer };
}

const ALL_SILENT = allLate('silent');
const ALL_GONE = allLate(CLIENT_DISCONNECTED);
const ALL_MACHINE = allLate('machine');

const DROP: ServerEnd = { close: 'none', tcp: 'fin' };
const PING_TIMEOUT: ServerEnd = { close: { code: 1011, reason: 'keepalive ping timeout' }, tcp: 'fin' };

/** The code that RFC 6455 gives to each fault, and the name websockets gives it. */
const FAULT_TEXTS: Record<ClientFault, { code: number; websockets: string; wsproto: string }> = {
  'incorrect-masking': {
    code: 1002,
    websockets: 'incorrect masking',
    wsproto: 'server received unexpected unmasked frame',
  },
  'reserved-bits': { code: 1002, websockets: 'reserved bits must be 0', wsproto: 'Reserved bit set unexpectedly' },
  'invalid-opcode': { code: 1002, websockets: 'invalid opcode', wsproto: 'Invalid opcode' },
  'unexpected-continuation': {
    code: 1002,
    websockets: 'unexpected continuation frame',
    wsproto: 'unexpected CONTINUATION',
  },
  'expected-continuation': {
    code: 1002,
    websockets: 'expected a continuation frame',
    wsproto: 'expected CONTINUATION',
  },
  'fragmented-control': {
    code: 1002,
    websockets: 'fragmented control frame',
    wsproto: 'Invalid attempt to fragment control frame',
  },
  'control-too-long': {
    code: 1002,
    websockets: 'control frame too long',
    wsproto: 'Control frame with payload len > 125',
  },
  'close-too-short': { code: 1002, websockets: 'close frame too short', wsproto: 'CLOSE with 1 byte payload' },
  'invalid-close-code': { code: 1002, websockets: 'invalid status code', wsproto: 'CLOSE with invalid code' },
  'invalid-utf8': { code: 1007, websockets: '', wsproto: '' },
  'invalid-close-reason': { code: 1007, websockets: '<complaint>', wsproto: '' },
  'message-too-big': {
    code: 1009,
    websockets: 'frame with <size> bytes exceeds limit of <limit> bytes',
    wsproto: 'Message exceeds the maximum size (<limit> bytes)',
  },
  /** No server bounds fragments; the playground does, with the code that ws uses. */
  'too-many-fragments': { code: 1008, websockets: 'too many fragments', wsproto: 'too many fragments' },
};

function faults(answer: (fault: ClientFault) => FaultAnswer): Record<ClientFault, FaultAnswer> {
  return Object.fromEntries(
    (Object.keys(FAULT_TEXTS) as ClientFault[]).map((fault) => [fault, answer(fault)]),
  ) as Record<ClientFault, FaultAnswer>;
}

const PLAIN_TEXT = 'text/plain; charset=utf-8';

/** In the order in which websockets fills in a response. */
function websocketsResponse(status: number, phrase: string, body: string): ResponseTemplate {
  return {
    status,
    phrase,
    headers: [
      ['Date', '<date>'],
      ['Connection', 'close'],
      ['Content-Length', '<length>'],
      ['Content-Type', PLAIN_TEXT],
    ],
    body,
  };
}

function legacyResponse(status: number, phrase: string, body: string): ResponseTemplate {
  return {
    status,
    phrase,
    headers: [
      ['Date', '<date>'],
      ['Content-Length', '<length>'],
      ['Content-Type', 'text/plain'],
      ['Connection', 'close'],
    ],
    body,
  };
}

const emptyWsproto = (status: number): ResponseTemplate => ({
  status,
  phrase: '',
  headers: [['content-length', '0']],
  body: '',
});

const emptyHypercorn = (status: number): ResponseTemplate => ({
  status,
  phrase: '',
  headers: [
    ['content-length', '0'],
    ['connection', 'close'],
    ['date', '<date>'],
    ['server', 'hypercorn-h11'],
  ],
  body: '',
});

const bareDaphne = (status: number, phrase: string): ResponseTemplate => ({ status, phrase, headers: [], body: '' });

const BAD_UVICORN_STATUS: RaisedException = {
  type: 'RuntimeError',
  message: "Invalid HTTP status code '{status}' in response.",
};

const INCOMPLETE_MESSAGE: FaultAnswer = {
  close: { code: 1002, reason: 'incomplete fragmented message' },
  tcp: 'fin',
  disconnect: { code: 1002, reason: 'incomplete fragmented message' },
};

const UVICORN: ServerProfile = {
  name: 'uvicorn',
  label: 'uvicorn (websockets-sansio)',
  version: '0.53.0',
  machine: SERVER_MACHINES.uvicorn,
  scope: { specVersion: '2.4', denialResponse: true, forwarded: 'every-header' },
  accept: {
    phrase: 'Switching Protocols',
    headers: [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Accept', '<accept>'],
      ['date', '<date>'],
      ['server', 'uvicorn'],
      'application-headers',
      ['Sec-WebSocket-Protocol', '<subprotocol>'],
    ],
    applicationHeaders: 'lower-case',
    writesEmptySubprotocol: false,
    forbiddenHeader: null,
    unofferedSubprotocol: 'written',
    failureIsFinal: false,
  },
  headerRules: WEBSOCKETS_HEADER_RULES,
  headerEncoding: 'latin-1',
  refusal: websocketsResponse(403, 'Forbidden', ''),
  returnedEarly: websocketsResponse(500, 'Internal Server Error', 'Internal Server Error'),
  raisedEarly: websocketsResponse(500, 'Internal Server Error', 'Internal Server Error'),
  handshakeErrors: {
    badVersion: websocketsResponse(
      400,
      'Bad Request',
      'Failed to open a WebSocket connection: invalid Sec-WebSocket-Version header: <version>.\n',
    ),
    missingKey: websocketsResponse(
      400,
      'Bad Request',
      'Failed to open a WebSocket connection: missing Sec-WebSocket-Key header.\n',
    ),
    missingVersion: websocketsResponse(
      400,
      'Bad Request',
      'Failed to open a WebSocket connection: missing Sec-WebSocket-Version header.\n',
    ),
    badKey: websocketsResponse(
      400,
      'Bad Request',
      'Failed to open a WebSocket connection: invalid Sec-WebSocket-Key header: <key><complaint>.\n',
    ),
    endsTcp: true,
  },
  denial: {
    phrase: 'standard',
    writes: 'at-end',
    defaults: [
      ['Date', '<date>'],
      ['Connection', 'close'],
      ['Content-Length', '<length>'],
      ['Content-Type', PLAIN_TEXT],
    ],
    trailer: [],
    abandoned: 'tcp-end',
    highestStatus: 599,
    needsPhrase: false,
    badStatus: BAD_UVICORN_STATUS,
    lengthMismatch: null,
    needsBody: true,
    completesHandshake: false,
  },
  onReturn: DROP,
  onReturnedValue: DROP,
  returnClosesSends: false,
  onRaise: DROP,
  crashPollMs: 0,
  ignoredExceptions: [],
  quietExceptions: [CLIENT_DISCONNECTED.type],
  handshakeTimeout: null,
  codePolicy: 'websockets',
  reasonPolicy: 'strict',
  failedCloseCounts: false,
  failedCloseIsTold: true,
  ownClose: {
    send: 'returns',
    echoTimeoutMs: 10_000,
    afterTimeout: 'fin',
    afterEcho: 'fin',
    endsOnFinish: false,
    behindFullQueue: 'everything',
    disconnect: 'code-and-reason',
    disconnectWhen: 'at-once',
  },
  refusalDisconnect: 1006,
  clientClose: { echo: 'same', disconnect: 'code-and-reason', withinMessage: INCOMPLETE_MESSAGE },
  lossEndsHandshake: true,
  lostCode: { connecting: 1006, open: 1005 },
  lostReason: null,
  lostIsToldAgain: true,
  repeatedDisconnect: null,
  late: {
    closing: { send: CLIENT_DISCONNECTED, close: 'silent', other: 'machine' },
    lost: ALL_GONE,
    lostBeforeAccept: ALL_GONE,
    acceptedAfterLoss: ALL_GONE,
    lostAfterClose: ALL_GONE,
    failedAccept: ALL_GONE,
  },
  receiveKeys: 'one',
  emptySend: 'silent',
  dropsEmptyMessages: false,
  readAhead: 1,
  behindReadAhead: 'kernel',
  maxMessageBytes: 16 * MIB,
  faults: faults((fault) => {
    const { code, websockets: reason } = FAULT_TEXTS[fault];
    return { close: { code, reason }, tcp: 'fin', disconnect: { code, reason } };
  }),
  keepalive: { intervalMs: 20_000, timeoutMs: 20_000, payloadBytes: 4, onTimeout: PING_TIMEOUT },
  log: {
    accepting: [{ level: 'INFO', text: '{client} - "WebSocket {target}" [accepted]' }],
    accepted: [{ level: 'INFO', text: 'connection open' }],
    refusing: [{ level: 'INFO', text: '{client} - "WebSocket {target}" {status}' }],
    refused: [{ level: 'INFO', text: 'connection rejected ({status} {phrase})' }],
    'returned-early': [{ level: 'ERROR', text: 'ASGI callable returned without completing handshake.' }],
    'returned-value': [{ level: 'ERROR', text: "ASGI callable should return None, but returned '{value}'." }],
    raised: [{ level: 'ERROR', text: 'Exception in ASGI application\n{traceback}' }],
    'failed-early': [{ level: 'INFO', text: 'connection rejected ({status} {phrase})' }],
  },
};

const UVICORN_WSPROTO: ServerProfile = {
  ...UVICORN,
  name: 'uvicorn-wsproto',
  label: 'uvicorn (wsproto)',
  machine: SERVER_MACHINES['uvicorn-wsproto'],
  accept: {
    ...UVICORN.accept,
    headers: [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Accept', '<accept>'],
      ['Sec-WebSocket-Protocol', '<subprotocol>'],
      ['date', '<date>'],
      ['server', 'uvicorn'],
      'application-headers',
    ],
    applicationHeaders: 'as-given',
    unofferedSubprotocol: {
      type: 'wsproto.utilities.LocalProtocolError',
      message: 'unexpected subprotocol {subprotocol}',
    },
    failureIsFinal: true,
  },
  headerRules: H11_HEADER_RULES,
  refusal: emptyWsproto(403),
  returnedEarly: {
    status: 500,
    phrase: '',
    headers: [
      ['content-type', PLAIN_TEXT],
      ['connection', 'close'],
      ['content-length', '<length>'],
    ],
    body: 'Internal Server Error',
  },
  raisedEarly: {
    status: 500,
    phrase: '',
    headers: [
      ['content-type', PLAIN_TEXT],
      ['connection', 'close'],
      ['content-length', '<length>'],
    ],
    body: 'Internal Server Error',
  },
  handshakeErrors: {
    badVersion: {
      status: 426,
      phrase: '',
      headers: [
        ['Sec-WebSocket-Version', '13'],
        ['content-length', '0'],
      ],
      body: '',
    },
    missingKey: emptyWsproto(400),
    missingVersion: {
      status: 400,
      phrase: '',
      headers: [
        ['Sec-WebSocket-Version', '13'],
        ['content-length', '0'],
      ],
      body: '',
    },
    badKey: null,
    endsTcp: true,
  },
  denial: {
    phrase: 'empty',
    writes: 'at-start',
    defaults: [],
    trailer: [],
    abandoned: 'tcp-end',
    highestStatus: 599,
    needsPhrase: false,
    badStatus: BAD_UVICORN_STATUS,
    lengthMismatch: H11_LENGTH_MISMATCH,
    needsBody: true,
    completesHandshake: true,
  },
  codePolicy: 'wsproto',
  reasonPolicy: 'truncate',
  failedCloseCounts: true,
  clientClose: { ...UVICORN.clientClose, withinMessage: null },
  late: { ...UVICORN.late, closing: { send: CLIENT_DISCONNECTED, close: CLIENT_DISCONNECTED, other: 'machine' } },
  emptySend: { type: 'TypeError', message: 'Must provide bytes or text' },
  faults: faults((fault) => {
    const { code, wsproto: reason } = FAULT_TEXTS[fault];
    const disconnect = { code, reason };
    // A frame that cannot be parsed ends TCP; only the size is checked by uvicorn itself, with a Close frame.
    if (fault !== 'message-too-big') return { close: 'none', tcp: 'fin', disconnect };
    return { close: { code, reason }, tcp: 'fin', disconnect };
  }),
  log: {
    accepting: UVICORN.log.accepting ?? [],
    refusing: UVICORN.log.refusing ?? [],
    'returned-early': UVICORN.log['returned-early'] ?? [],
    'returned-value': UVICORN.log['returned-value'] ?? [],
    raised: UVICORN.log.raised ?? [],
  },
};

const UVICORN_LEGACY: ServerProfile = {
  ...UVICORN,
  name: 'uvicorn-legacy',
  label: 'uvicorn (websockets, legacy)',
  version: '0.32.0',
  machine: SERVER_MACHINES['uvicorn-legacy'],
  scope: { ...UVICORN.scope, forwarded: 'last-header' },
  accept: {
    ...UVICORN.accept,
    headers: [
      ['Upgrade', 'websocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Accept', '<accept>'],
      ['Sec-WebSocket-Protocol', '<subprotocol>'],
      ['date', '<date>'],
      ['server', 'uvicorn'],
      'application-headers',
    ],
    applicationHeaders: 'as-given',
    writesEmptySubprotocol: true,
  },
  headerRules: [],
  headerEncoding: 'utf-8',
  refusal: legacyResponse(403, 'Forbidden', ''),
  returnedEarly: {
    status: 500,
    phrase: 'Internal Server Error',
    headers: [
      ['content-type', PLAIN_TEXT],
      ['content-length', '<length>'],
      ['connection', 'close'],
    ],
    body: 'Internal Server Error',
  },
  raisedEarly: {
    status: 500,
    phrase: 'Internal Server Error',
    headers: [
      ['content-type', PLAIN_TEXT],
      ['content-length', '<length>'],
      ['connection', 'close'],
    ],
    body: 'Internal Server Error',
  },
  handshakeErrors: {
    badVersion: legacyResponse(
      400,
      'Bad Request',
      'Failed to open a WebSocket connection: invalid Sec-WebSocket-Version header: <version>.\n',
    ),
    missingKey: legacyResponse(
      400,
      'Bad Request',
      "Failed to open a WebSocket connection: missing Sec-WebSocket-Key header; 'sec-websocket-key'.\n",
    ),
    missingVersion: legacyResponse(
      400,
      'Bad Request',
      "Failed to open a WebSocket connection: missing Sec-WebSocket-Version header; 'sec-websocket-version'.\n",
    ),
    badKey: legacyResponse(
      400,
      'Bad Request',
      'Failed to open a WebSocket connection: invalid Sec-WebSocket-Key header: <key><complaint>.\n',
    ),
    endsTcp: true,
  },
  denial: {
    phrase: 'standard',
    writes: 'at-end',
    defaults: [
      ['Date', '<date>'],
      ['Content-Length', '<length>'],
      ['Content-Type', 'text/plain'],
      ['Connection', 'close'],
    ],
    trailer: [],
    abandoned: 'sent',
    highestStatus: 599,
    needsPhrase: true,
    badStatus: { type: 'ValueError', message: '{status} is not a valid HTTPStatus' },
    lengthMismatch: null,
    needsBody: true,
    completesHandshake: true,
  },
  onReturn: null,
  returnClosesSends: true,
  codePolicy: 'websockets-legacy',
  failedCloseIsTold: false,
  ownClose: { ...UVICORN.ownClose, send: 'blocks', behindFullQueue: 'end', disconnect: 1005 },
  refusalDisconnect: null,
  lossEndsHandshake: false,
  lostCode: { connecting: 1006, open: 1006 },
  lostReason: '',
  lostIsToldAgain: false,
  repeatedDisconnect: 1005,
  clientClose: { ...UVICORN.clientClose, withinMessage: null },
  late: {
    closing: { send: CLIENT_DISCONNECTED, close: 'machine', other: 'machine' },
    lost: { send: CLIENT_DISCONNECTED, close: 'machine', other: 'machine' },
    lostBeforeAccept: ALL_MACHINE,
    acceptedAfterLoss: {
      send: CLIENT_DISCONNECTED,
      close: {
        type: 'AttributeError',
        message: "'WebSocketProtocol' object has no attribute 'transfer_data_task'",
      },
      other: 'machine',
    },
    lostAfterClose: ALL_MACHINE,
    failedAccept: ALL_MACHINE,
  },
  emptySend: { type: 'TypeError', message: 'data must be str, bytes-like, or iterable' },
  readAhead: 32,
  behindReadAhead: 'buffer',
  faults: faults((fault) => ({
    close: { code: FAULT_TEXTS[fault].code, reason: '' },
    tcp: 'fin',
    disconnect: { code: 1006, reason: '' },
  })),
  log: {
    // This version prints the address as Python prints a tuple.
    accepting: [{ level: 'INFO', text: `('{host}', {port}) - "WebSocket {target}" [accepted]` }],
    accepted: [{ level: 'INFO', text: 'connection open' }],
    refusing: [{ level: 'INFO', text: `('{host}', {port}) - "WebSocket {target}" {status}` }],
    refused: [{ level: 'INFO', text: 'connection rejected ({status} {phrase})' }],
    'returned-early': [{ level: 'ERROR', text: 'ASGI callable returned without sending handshake.' }],
    'returned-value': UVICORN.log['returned-value'] ?? [],
    raised: UVICORN.log.raised ?? [],
    // It goes on with the handshake after its own 500, and says so.
    'failed-early': [{ level: 'INFO', text: 'connection open' }],
    lost: [{ level: 'INFO', text: 'connection closed' }],
  },
};

/** `Close(1011)` without a reason. */
const INTERNAL_ERROR: ServerEnd = { close: { code: 1011, reason: '' }, tcp: 'fin' };

const HYPERCORN_NO_CONNECTION: RaisedException = {
  type: 'AttributeError',
  message: "'WSStream' object has no attribute 'connection'",
};

const HYPERCORN_ACCESS = (status: string) =>
  ({ level: 'INFO', text: `{client} - - [{date} +0000] "GET {path} 1.1" ${status} - "-" "-"` }) as const;

const HYPERCORN: ServerProfile = {
  name: 'hypercorn',
  label: 'hypercorn',
  version: '0.17.3',
  machine: SERVER_MACHINES.hypercorn,
  scope: { specVersion: '2.3', denialResponse: true, forwarded: 'ignored' },
  accept: {
    phrase: '',
    headers: [
      ['sec-websocket-protocol', '<subprotocol>'],
      ['sec-websocket-accept', '<accept>'],
      ['upgrade', 'WebSocket'],
      ['connection', 'Upgrade'],
      'application-headers',
      ['date', '<date>'],
      ['server', 'hypercorn-h11'],
    ],
    applicationHeaders: 'as-given',
    writesEmptySubprotocol: false,
    forbiddenHeader: { type: 'Exception', message: 'Invalid additional header, {name}' },
    unofferedSubprotocol: { type: 'Exception', message: 'Invalid Subprotocol' },
    failureIsFinal: true,
  },
  headerRules: H11_HEADER_RULES,
  headerEncoding: 'latin-1',
  refusal: emptyHypercorn(403),
  returnedEarly: emptyHypercorn(500),
  raisedEarly: emptyHypercorn(500),
  handshakeErrors: {
    badVersion: emptyHypercorn(400),
    missingKey: emptyHypercorn(400),
    missingVersion: emptyHypercorn(400),
    badKey: null,
    endsTcp: false,
  },
  denial: {
    phrase: 'empty',
    writes: 'with-first-body',
    defaults: [],
    trailer: [
      ['date', '<date>'],
      ['server', 'hypercorn-h11'],
    ],
    abandoned: 'tcp-end',
    highestStatus: 999,
    needsPhrase: false,
    badStatus: h11Error('Response status_code should be in range [200, 1000), not {status}'),
    lengthMismatch: H11_LENGTH_MISMATCH,
    needsBody: false,
    completesHandshake: true,
  },
  onReturn: INTERNAL_ERROR,
  onReturnedValue: INTERNAL_ERROR,
  returnClosesSends: false,
  onRaise: INTERNAL_ERROR,
  crashPollMs: 0,
  ignoredExceptions: [],
  quietExceptions: [],
  handshakeTimeout: null,
  codePolicy: 'hypercorn',
  reasonPolicy: 'truncate',
  failedCloseCounts: true,
  failedCloseIsTold: false,
  ownClose: {
    send: 'returns',
    echoTimeoutMs: null,
    afterTimeout: 'fin',
    afterEcho: 'fin',
    endsOnFinish: true,
    behindFullQueue: 'nothing',
    disconnect: 1000,
    disconnectWhen: 'tcp-gone',
  },
  refusalDisconnect: null,
  clientClose: { echo: 'same', disconnect: 1006, withinMessage: null },
  lossEndsHandshake: true,
  lostCode: { connecting: 1006, open: 1006 },
  lostReason: null,
  lostIsToldAgain: false,
  repeatedDisconnect: null,
  late: {
    closing: ALL_SILENT,
    lost: ALL_SILENT,
    lostBeforeAccept: ALL_SILENT,
    acceptedAfterLoss: ALL_SILENT,
    lostAfterClose: ALL_SILENT,
    failedAccept: { send: HYPERCORN_NO_CONNECTION, close: HYPERCORN_NO_CONNECTION, other: 'machine' },
  },
  receiveKeys: 'both',
  emptySend: { type: 'TypeError', message: '{text} should be a str' },
  dropsEmptyMessages: false,
  readAhead: 10,
  behindReadAhead: 'buffer',
  maxMessageBytes: 16 * MIB,
  faults: faults((fault) =>
    fault === 'message-too-big'
      ? { close: { code: 1009, reason: '' }, tcp: 'fin', disconnect: { code: 1006 } }
      : { close: 'none', tcp: 'fin', disconnect: { code: 1006 } },
  ),
  keepalive: null,
  log: {
    accepted: [HYPERCORN_ACCESS('101')],
    refused: [HYPERCORN_ACCESS('{status}')],
    raised: [{ level: 'ERROR', text: 'Error in ASGI Framework\n{traceback}' }],
    // Once for the response, once for the end of the application.
    'failed-early': [HYPERCORN_ACCESS('500'), HYPERCORN_ACCESS('500')],
  },
};

const DAPHNE_ACCESS = (action: string) =>
  ({ level: 'INFO', text: `{client} - - [{date}] "${action} {path}" - -` }) as const;

const DAPHNE: ServerProfile = {
  name: 'daphne',
  label: 'daphne',
  version: '4.2.3',
  machine: SERVER_MACHINES.daphne,
  scope: { specVersion: null, denialResponse: false, forwarded: 'ignored' },
  accept: {
    phrase: 'Switching Protocols',
    headers: [
      ['Server', 'daphne'],
      ['Upgrade', 'WebSocket'],
      ['Connection', 'Upgrade'],
      ['Sec-WebSocket-Protocol', '<subprotocol>'],
      ['Sec-WebSocket-Accept', '<accept>'],
    ],
    applicationHeaders: 'dropped',
    writesEmptySubprotocol: false,
    forbiddenHeader: null,
    unofferedSubprotocol: 'never-answered',
    failureIsFinal: true,
  },
  headerRules: [],
  headerEncoding: 'latin-1',
  refusal: bareDaphne(403, 'Access denied'),
  returnedEarly: null,
  raisedEarly: bareDaphne(500, 'Internal server error'),
  handshakeErrors: {
    badVersion: {
      status: 400,
      phrase: 'WebSocket version <version> not supported (supported versions: 13,8)',
      headers: [['Sec-WebSocket-Version', '13,8']],
      body: '',
    },
    missingKey: bareDaphne(400, 'HTTP Sec-WebSocket-Key header missing'),
    missingVersion: bareDaphne(400, 'WebSocket connection denied - Hixie76 protocol not supported.'),
    badKey: bareDaphne(400, 'bad Sec-WebSocket-Key (length must be 24 ASCII chars) "<key>"'),
    endsTcp: true,
  },
  denial: {
    phrase: 'standard',
    writes: 'at-end',
    defaults: [],
    trailer: [],
    abandoned: 'tcp-end',
    highestStatus: 599,
    needsPhrase: false,
    badStatus: BAD_UVICORN_STATUS,
    lengthMismatch: null,
    needsBody: false,
    completesHandshake: true,
  },
  onReturn: null,
  onReturnedValue: null,
  returnClosesSends: false,
  onRaise: { close: { code: 1011, reason: '' }, tcp: 'rst' },
  crashPollMs: 1_000,
  ignoredExceptions: ['CancelledError', 'asyncio.exceptions.CancelledError'],
  quietExceptions: [],
  handshakeTimeout: { ms: 5_000, tcp: 'rst' },
  codePolicy: 'daphne',
  reasonPolicy: 'drop',
  failedCloseCounts: false,
  failedCloseIsTold: false,
  ownClose: {
    send: 'returns',
    // autobahn gives the echo one second, counted in ticks of a second: 160 ms were measured.
    echoTimeoutMs: 160,
    afterTimeout: 'rst',
    afterEcho: 'rst',
    endsOnFinish: false,
    behindFullQueue: 'everything',
    disconnect: 'code',
    disconnectWhen: 'tcp-gone',
  },
  refusalDisconnect: null,
  clientClose: { echo: 1000, disconnect: 'code', withinMessage: null },
  lossEndsHandshake: true,
  lostCode: { connecting: 1006, open: 1006 },
  lostReason: null,
  lostIsToldAgain: false,
  repeatedDisconnect: null,
  late: {
    closing: ALL_SILENT,
    lost: ALL_SILENT,
    lostBeforeAccept: ALL_SILENT,
    acceptedAfterLoss: ALL_SILENT,
    lostAfterClose: ALL_SILENT,
    failedAccept: {
      send: { type: 'ValueError', message: 'Socket has not been accepted, so cannot send over it' },
      close: { type: 'AttributeError', message: "'WebSocketProtocol' object has no attribute 'handshake_deferred'" },
      other: { type: 'AttributeError', message: "'WebSocketProtocol' object has no attribute 'handshake_deferred'" },
    },
  },
  receiveKeys: 'one',
  emptySend: 'silent',
  dropsEmptyMessages: true,
  readAhead: Number.POSITIVE_INFINITY,
  behindReadAhead: 'buffer',
  maxMessageBytes: MIB,
  faults: faults((fault) => ({
    close: 'none',
    tcp: fault === 'message-too-big' ? 'fin' : 'rst',
    disconnect: { code: 1006 },
  })),
  keepalive: { intervalMs: 20_000, timeoutMs: 30_000, payloadBytes: 12, onTimeout: { close: 'none', tcp: 'rst' } },
  log: {
    connecting: [DAPHNE_ACCESS('WSCONNECTING')],
    accepted: [DAPHNE_ACCESS('WSCONNECT')],
    refused: [DAPHNE_ACCESS('WSREJECT')],
    raised: [{ level: 'ERROR', text: 'Exception inside application: {message}\n{traceback}' }],
    lost: [DAPHNE_ACCESS('WSDISCONNECT')],
  },
};

/** Everything in which the five servers differ. */
export const serverProfiles: Record<ServerProfileName, ServerProfile> = {
  uvicorn: UVICORN,
  'uvicorn-wsproto': UVICORN_WSPROTO,
  'uvicorn-legacy': UVICORN_LEGACY,
  hypercorn: HYPERCORN,
  daphne: DAPHNE,
};
