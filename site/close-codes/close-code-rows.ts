import { applicationClosePayload } from '#asgi/close-frame.ts';
import { SERVER_PROFILE_NAMES, type ServerProfileName } from '#asgi/server-profile-names.ts';
import { serverProfiles } from '#asgi/server-profiles.ts';
import {
  AUTOCODER_CLOSE_CODES,
  CLOSE_CODE_RANGES,
  CLOSE_CODES,
  type CloseCodeEntry,
  type CloseCodeSender,
  type ReconnectAdvice,
} from '#content/close-codes.ts';

/** One row of the table of close codes, in words. */
export interface CloseCodeRow {
  /** The first code of the row, by which it sorts. */
  code: number;
  /** `4004`, or `5000-65535`; also its fragment in the page. */
  label: string;
  group: 'registered' | 'AutoCoder' | 'range';
  name: string;
  meaning: string;
  reasons: readonly string[];
  sender: string;
  /** What `WebSocket.close()` of a page does with it. */
  fromPage: string;
  /** What becomes of it when a handler closes with it, by server. */
  servers: readonly { outcome: string; names: readonly ServerProfileName[] }[];
  /** Whether a page may find it in `event.code`. */
  toPage: string;
  /** What a client does next. */
  client: string;
}

const SENDERS: Readonly<Record<CloseCodeSender, string>> = {
  application: 'your handler',
  library: 'the library, when the other side broke the protocol',
  client: 'a client only',
  gateway: 'a gateway or proxy',
  nobody: 'nobody',
};

const ADVICE: Readonly<Record<ReconnectAdvice, string>> = {
  no: 'stop',
  'with-backoff': 'try again, later each time',
  'by-agreement': 'what your two ends agreed',
};

export function closeCodeRows(): CloseCodeRow[] {
  return [
    ...CLOSE_CODES.map(registeredRow),
    ...AUTOCODER_CLOSE_CODES.map(privateRow),
    ...CLOSE_CODE_RANGES.map(rangeRow),
  ].toSorted((a, b) => a.code - b.code || a.label.length - b.label.length);
}

function registeredRow(entry: CloseCodeEntry): CloseCodeRow {
  const { code, name, meaning, sender, browserMaySend, browserMaySee, reconnect } = entry;
  return {
    code,
    label: String(code),
    group: 'registered',
    name,
    meaning,
    reasons: [],
    sender: SENDERS[sender],
    fromPage: pageSends(browserMaySend),
    servers: outcomesByServer(code),
    toPage: reported(browserMaySee, code),
    client: ADVICE[reconnect],
  };
}

function privateRow({
  code,
  name,
  meaning,
  reasons,
  documented,
}: (typeof AUTOCODER_CLOSE_CODES)[number]): CloseCodeRow {
  return {
    code,
    label: String(code),
    group: 'AutoCoder',
    name: documented ? name : `${name} (not in the document)`,
    meaning,
    reasons,
    sender: SENDERS.application,
    fromPage: pageSends(true),
    servers: outcomesByServer(code),
    toPage: 'reported',
    client: code === 4500 ? 'try again once, then tell the user' : 'stop, and tell the user',
  };
}

function rangeRow({
  first,
  last,
  name,
  meaning,
  onWire,
  browserMaySend,
}: (typeof CLOSE_CODE_RANGES)[number]): CloseCodeRow {
  return {
    code: first,
    label: `${first}-${last}`,
    group: 'range',
    name,
    meaning,
    reasons: [],
    sender: ofRange(first, onWire ? SENDERS.application : SENDERS.nobody),
    fromPage: pageSends(browserMaySend),
    servers: [],
    toPage: onWire ? 'reported' : 'as the server sent it',
    client: ofRange(first, onWire ? ADVICE['by-agreement'] : 'stop: this server sends what it must not'),
  };
}

/** Registered codes have rows of their own, which say more than their range can. */
const ofRange = (first: number, says: string): string => (first === 1000 ? 'see each code' : says);

/** A browser does not look at the number: what a server sends against the standard is reported, too. */
function reported(browserMaySee: boolean, code: number): string {
  if (browserMaySee) return 'reported';
  const isSent = SERVER_PROFILE_NAMES.some((name) => outcomeOf(name, code) === 'sends it');
  return isSent ? 'as the server sent it' : 'never reported';
}

const pageSends = (may: boolean): string => (may ? 'sends it' : 'throws InvalidAccessError');

/**
 * The same function that makes the Close frames of the playground's server
 * says what each server does. The most common outcome comes last.
 */
function outcomesByServer(code: number): CloseCodeRow['servers'] {
  const byOutcome = Map.groupBy(SERVER_PROFILE_NAMES, (name) => outcomeOf(name, code));
  return [...byOutcome]
    .map(([outcome, names]) => ({ outcome, names }))
    .toSorted((a, b) => a.names.length - b.names.length);
}

function outcomeOf(name: ServerProfileName, code: number): string {
  const profile = serverProfiles[name];
  const made = applicationClosePayload(profile, { code });
  if (made.ok) {
    const sent = made.payload.length < 2 ? 1005 : (made.payload[0] ?? 0) * 256 + (made.payload[1] ?? 0);
    return sent === code ? 'sends it' : `sends ${sent} instead`;
  }
  const { close } = profile.onRaise;
  return close === 'none' ? 'raises: the page sees 1006' : `raises: the page sees ${close.code}`;
}
