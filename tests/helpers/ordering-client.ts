/**
 * What a recorded ordering's client does. `send`, `sendbin`, `sendbig`,
 * `flood`, `close`, `sleep`, `drop` and `unmasked` are the words of the
 * recording.
 */
export type ClientAction =
  | ['send', text: string]
  | ['sendbin', hex: string]
  | ['sendbig', bytes: number]
  | ['flood', count: number]
  | ['close', code?: number, reason?: string]
  | ['sleep', ms: number]
  | ['drop', how: 'fin' | 'rst']
  /** Ends this side of TCP and reads on. */
  | ['half-close']
  | ['bad-frame', kind: BadFrame]
  | ['unmasked', opcode: number, hex: string];

/** Whole frames that break a rule of RFC 6455, in hex; the mask is four zeros. */
export const BAD_FRAMES = {
  'reserved-bit': 'c182000000006869',
  'reserved-opcode': '8382000000006869',
  'lone-continuation': '8082000000006869',
  'text-within-text': '01820000000068698182000000006869',
  'fragmented-ping': '098000000000',
  'long-ping': `89fe007e00000000${'00'.repeat(126)}`,
  'one-byte-close': '88810000000003',
  'close-with-1005': '88820000000003ed',
  'text-that-is-not-utf8': '818100000000ff',
  'reason-that-is-not-utf8': '88830000000003e8ff',
} as const;
export type BadFrame = keyof typeof BAD_FRAMES;

export interface OrderingClient {
  steps?: ClientAction[];
  /** Done while the handshake is still unanswered. */
  connecting?: ClientAction[];
  /** Milliseconds until the client gives up on a socket that stays open. */
  wait: number;
  protocols?: string[];
  /** Sent with the upgrade; a page cannot. */
  headers?: Readonly<Record<string, string>>;
  /** Does not answer the server's Close frame. */
  no_echo?: boolean;
  ws_version?: string;
  no_key?: boolean;
  /** Another client, which connects first, vanishes, and is given `pause` milliseconds to be gone. */
  helper?: { path: string; drop: 'rst' | 'close'; pause: number };
}

/** A string as the recording prints it: JSON, and cut when it is long. */
export function quoted(text: string, longest: number, kept: number): string {
  const characters = [...text];
  if (characters.length <= longest) return JSON.stringify(text);
  return JSON.stringify(`${characters.slice(0, kept).join('')}…(${characters.length})`);
}

export function quotedReason(reason: string): string {
  return quoted(reason, 60, 30);
}
