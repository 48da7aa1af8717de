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
  | ['unmasked', opcode: number, hex: string];

export interface OrderingClient {
  steps?: ClientAction[];
  /** Done while the handshake is still unanswered. */
  connecting?: ClientAction[];
  /** Milliseconds until the client gives up on a socket that stays open. */
  wait: number;
  protocols?: string[];
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
