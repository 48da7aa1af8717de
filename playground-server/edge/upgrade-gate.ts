import type { IncomingMessage } from 'node:http';
import type { AsgiHeader } from '#asgi/events.ts';
import type { ResponseTemplate, ServerProfile } from '#asgi/server-profile.ts';
import type { Limits } from '#limits';
import { hostName } from './allowed-hosts.ts';
import { headerPairs } from './guest-scope.ts';

/** What the http server parsed of a request to upgrade. */
export type UpgradeRequest = Pick<IncomingMessage, 'httpVersion' | 'method' | 'url' | 'rawHeaders'>;

export interface UpgradeGateOptions {
  allowedHosts: ReadonlySet<string>;
  limits: Pick<Limits, 'maxTargetBytes' | 'maxHeaderBytes'>;
  /** The server whose answers to a malformed handshake are known; none for the control socket. */
  profile?: ServerProfile | undefined;
}

/** Why a request is no upgrade: one sentence for a person at a terminal. */
export interface UpgradeRefusal {
  status: number;
  text: string;
  /** Headers that the status asks for. */
  headers?: readonly AsgiHeader[];
  /** The answer of the chosen server, byte for byte, where that was measured. */
  response?: ResponseTemplate;
  /** TCP is the client's to end, as that server leaves it. */
  keepsTcp?: boolean;
}

/**
 * Decides, before anything is answered, whether a request is an upgrade that
 * RFC 6455 section 4.2.1 allows. Node's parser and ws let through HTTP/1.0, a
 * missing or second Host, an absolute target, broken percent-escapes and a
 * body, whose bytes would become the first bytes of the WebSocket.
 */
export function upgradeGate(request: UpgradeRequest, options: UpgradeGateOptions): UpgradeRefusal | undefined {
  const asked = new AskedUpgrade(request);
  const rule = RULES.find(({ breaks }) => breaks(asked, options));
  if (rule === undefined) return undefined;
  const answers = rule.answer === undefined ? undefined : options.profile?.handshakeErrors;
  const response = rule.answer === undefined ? undefined : (answers?.[rule.answer] ?? undefined);
  return {
    status: rule.status,
    text: rule.text(asked, options),
    ...(rule.headers !== undefined && { headers: rule.headers }),
    ...(answers?.endsTcp === false && { keepsTcp: true }),
    ...(response !== undefined && { response: filled(response, asked) }),
  };
}

class AskedUpgrade {
  readonly request: UpgradeRequest;
  readonly headers: readonly AsgiHeader[];
  readonly target: string;

  constructor(request: UpgradeRequest) {
    this.request = request;
    this.headers = headerPairs(request.rawHeaders);
    this.target = request.url ?? '';
  }

  values(name: string): string[] {
    return this.headers.filter(([header]) => header.toLowerCase() === name).map(([, value]) => value);
  }

  /** All values of a header as one, as HTTP lets them be joined. */
  value(name: string): string {
    return this.values(name).join(', ');
  }

  hasToken(name: string, token: string): boolean {
    return this.value(name)
      .split(',')
      .some((item) => item.trim().toLowerCase() === token);
  }

  get path(): string {
    return this.target.split('?', 1)[0] ?? '';
  }
}

interface Rule {
  status: number;
  breaks: (asked: AskedUpgrade, options: UpgradeGateOptions) => boolean;
  text: (asked: AskedUpgrade, options: UpgradeGateOptions) => string;
  headers?: readonly AsgiHeader[];
  answer?: 'missingKey' | 'badKey' | 'missingVersion' | 'badVersion';
}

/** The first rule that a request breaks is its answer. */
const RULES: readonly Rule[] = [
  {
    status: 505,
    breaks: ({ request }) => request.httpVersion !== '1.1',
    text: ({ request }) =>
      `A WebSocket upgrade is a request of HTTP/1.1, and this one is of HTTP/${request.httpVersion}.`,
  },
  {
    status: 405,
    breaks: ({ request }) => request.method !== 'GET',
    text: ({ request }) => `A WebSocket upgrade is a GET request, and this one is ${request.method ?? 'nothing'}.`,
    headers: [['Allow', 'GET']],
  },
  {
    status: 400,
    breaks: (asked) =>
      asked.values('transfer-encoding').length > 0 || asked.values('content-length').some((length) => length !== '0'),
    text: () => 'A WebSocket upgrade has no body, and this request announces one.',
  },
  {
    status: 414,
    breaks: ({ target }, { limits }) => Buffer.byteLength(target) > limits.maxTargetBytes,
    text: (_, { limits }) => `The path and query may have ${limits.maxTargetBytes} bytes together.`,
  },
  {
    status: 431,
    breaks: ({ headers }, { limits }) =>
      headers.reduce((sum, [name, value]) => sum + name.length + value.length + 4, 0) > limits.maxHeaderBytes,
    text: (_, { limits }) => `The headers may have ${limits.maxHeaderBytes} bytes together.`,
  },
  {
    status: 400,
    breaks: (asked) => asked.values('host').length !== 1,
    text: (asked) => `A request names one Host, and this one names ${asked.values('host').length}.`,
  },
  {
    status: 400,
    breaks: (asked) => hostName(asked.value('host')) === undefined,
    text: (asked) => `"${asked.value('host')}" is not a valid Host.`,
  },
  {
    status: 421,
    breaks: (asked, { allowedHosts }) => !allowedHosts.has(hostName(asked.value('host')) ?? ''),
    text: (asked) => `This server does not answer for the host "${asked.value('host')}".`,
  },
  {
    status: 400,
    breaks: ({ target }) => !/^\/[\x21-\x7e]*$/.test(target) || target.includes('#'),
    text: () => 'The target of a WebSocket upgrade is a path in ASCII that begins with a slash.',
  },
  {
    status: 400,
    breaks: ({ target }) => /%(?![\da-f]{2})/i.test(target),
    text: () => 'A percent sign in the path or query is followed by two hexadecimal digits.',
  },
  {
    status: 400,
    breaks: ({ path }) => /\/(?:\.|%2e){1,2}(?:\/|$)/i.test(path),
    text: () => 'The path has no segments "." and "..".',
  },
  {
    status: 426,
    breaks: (asked) => !asked.hasToken('upgrade', 'websocket') || !asked.hasToken('connection', 'upgrade'),
    text: () => 'This address speaks WebSocket: send "Upgrade: websocket" and "Connection: Upgrade".',
    headers: [['Upgrade', 'websocket']],
  },
  {
    status: 400,
    answer: 'missingKey',
    breaks: (asked) => asked.values('sec-websocket-key').length === 0,
    text: () => 'The header Sec-WebSocket-Key is missing.',
  },
  {
    status: 400,
    answer: 'badKey',
    breaks: (asked, { profile }) => {
      if (asked.values('sec-websocket-key').length > 1) return true;
      const takesAny = profile?.handshakeErrors.badKey === null;
      return !takesAny && !/^[A-Za-z\d+/]{21}[AQgw]==$/.test(asked.value('sec-websocket-key'));
    },
    text: () => 'Sec-WebSocket-Key is 16 random bytes in base64.',
  },
  {
    status: 426,
    answer: 'missingVersion',
    breaks: (asked) => asked.values('sec-websocket-version').length === 0,
    text: () => 'The header Sec-WebSocket-Version is missing: this server speaks version 13.',
    headers: [['Sec-WebSocket-Version', '13']],
  },
  {
    status: 426,
    answer: 'badVersion',
    breaks: (asked) => asked.value('sec-websocket-version') !== '13',
    text: (asked) => `This server speaks version 13 of WebSocket, not "${asked.value('sec-websocket-version')}".`,
    headers: [['Sec-WebSocket-Version', '13']],
  },
];

function filled(response: ResponseTemplate, asked: AskedUpgrade): ResponseTemplate {
  const key = asked.value('sec-websocket-key');
  const values: Record<string, string> = {
    version: asked.value('sec-websocket-version'),
    key,
    complaint: base64Complaint(key),
  };
  const fill = (text: string) =>
    text.replace(/<(\w+)>/g, (mark, name: string) => values[name]?.replace(/[^\x20-\x7e]/g, '') ?? mark);
  return { ...response, phrase: fill(response.phrase), body: fill(response.body) };
}

/** What Python's `b64decode(key, validate=True)` says, as websockets appends it; nothing when only the length is wrong. */
function base64Complaint(key: string): string {
  if (/[^A-Za-z\d+/=]/.test(key)) return '; Only base64 data is allowed';
  return key.length % 4 === 0 ? '' : '; Incorrect padding';
}
