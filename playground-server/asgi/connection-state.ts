// Runs in the browser and on the server. No DOM, no node: imports.
import type { AsgiHeader, AsgiReceiveMessage, AsgiSendMessage, RaisedException } from './events.ts';
import type { ClientFault, LogTemplate, ServerProfile, TcpEnd } from './server-profile.ts';
import type { ServerState } from './transitions.ts';

/** What one connection is, besides its state: known when the upgrade arrives. */
export interface ConnectionFacts {
  readonly profile: ServerProfile;
  /** Subprotocols that the client offered. */
  readonly offered: readonly string[];
  readonly maxUnreadMessages: number;
  readonly maxResponseBodyBytes: number;
}

export interface PendingSend {
  call: number;
  message: AsgiSendMessage;
  line: number | undefined;
}

export interface PendingReceive {
  call: number;
  line: number | undefined;
}

/** A response of the application's own, as far as it has been sent. */
export interface DenialResponse {
  readonly status: number;
  readonly headers: readonly AsgiHeader[];
  /** Base64, in order. */
  readonly chunks: readonly string[];
  readonly bodyBytes: number;
  readonly headWritten: boolean;
}

export interface ConnectionState {
  readonly facts: ConnectionFacts;
  readonly server: ServerState;
  /** `closing`: this side has ended TCP, and the loss of it is not told yet. */
  readonly socket: 'open' | 'closing' | 'lost';
  readonly app: 'running' | 'crashed' | 'finished';
  /** The client's Close frame was answered. */
  readonly clientClosed: boolean;
  /** The 101 was written. */
  readonly accepted: boolean;
  /** Accept raised, and the server takes the handshake for done. */
  readonly failedAccept: boolean;
  readonly neverAnswers: boolean;
  /** What the application's own close said, once its frame was written. */
  readonly ownClose: { code: number | null; reason: string } | undefined;
  readonly denial: DenialResponse | undefined;
  /** Messages from the client that the application has not received, from `inboxAt` on. */
  readonly inbox: readonly AsgiReceiveMessage[];
  readonly inboxAt: number;
  /** The application has received a message of the client. */
  readonly hasTaken: boolean;
  readonly disconnectTold: boolean;
  readonly reading: boolean;
  readonly writable: boolean;
  readonly receives: readonly PendingReceive[];
  /** Sends that wait until the socket takes bytes again. */
  readonly held: readonly PendingSend[];
  /** A close that is answered when the closing handshake is over. */
  readonly blockedClose: number | undefined;
  readonly pingUnanswered: boolean;
  readonly crash: { type: string; message: string; traceback: string } | undefined;
}

export const TIMERS = ['handshake', 'close-echo', 'crash-poll', 'lost', 'ping', 'pong'] as const;
export type TimerName = (typeof TIMERS)[number];

export type ConnectionInput =
  | { kind: 'upgrade' }
  | { kind: 'app-receive'; call: number; line: number | undefined }
  | { kind: 'app-abandon'; call: number }
  | { kind: 'app-send'; call: number; message: AsgiSendMessage; line: number | undefined }
  /** `value` is what the application should not have returned. */
  | { kind: 'app-returned'; value?: string | undefined }
  | { kind: 'app-raised'; type: string; message: string; traceback: string }
  /** Text as text, bytes as base64. */
  | { kind: 'client-messages'; messages: readonly ({ text: string } | { bytes: string })[] }
  | { kind: 'client-ping'; payload: Uint8Array }
  /** The answer to the ping in flight; others are not told. */
  | { kind: 'client-pong' }
  | { kind: 'client-close'; code: number | null; reason: string; payload: Uint8Array; withinMessage?: boolean }
  | { kind: 'client-fault'; fault: ClientFault; size: string; limit: number; complaint: string }
  /** The client ended TCP. */
  | { kind: 'client-end' }
  /** Both directions of TCP are over. */
  | { kind: 'tcp-gone' }
  | { kind: 'write-blocked' }
  | { kind: 'drained' }
  | { kind: 'timer'; timer: TimerName }
  | { kind: 'run-ends'; code: number; reason: string };

export type ConnectionEffect =
  /** Values of headers may hold `<date>` and `<accept>`. */
  | { kind: 'write-head'; status: number; phrase: string; headers: readonly AsgiHeader[] }
  | { kind: 'write-body'; text: string }
  | { kind: 'write-body-bytes'; base64: string; chunked: boolean }
  | { kind: 'write-last-chunk' }
  | { kind: 'frame'; opcode: 'text'; text: string }
  | { kind: 'frame'; opcode: 'binary'; base64: string }
  | { kind: 'frame'; opcode: 'close' | 'pong'; payload: Uint8Array }
  /** A ping of random bytes; its pong is the input `client-pong`. */
  | { kind: 'ping'; bytes: number }
  | { kind: 'end-tcp'; how: TcpEnd }
  | { kind: 'deliver'; call: number; message: AsgiReceiveMessage; line: number | undefined }
  /** For the timeline: the message takes effect now. */
  | { kind: 'app-sent'; message: AsgiSendMessage; line: number | undefined; refused: RaisedException | undefined }
  | { kind: 'answer'; call: number }
  | { kind: 'refuse'; call: number; exception: RaisedException }
  /** Holds `{client}`, `{host}`, `{port}`, `{path}`, `{target}` and `{date}`, which the shell knows. */
  | { kind: 'log'; level: LogTemplate['level']; text: string }
  | { kind: 'start-timer'; timer: TimerName; ms: number }
  | { kind: 'stop-timer'; timer: TimerName }
  | { kind: 'pause-reading' }
  | { kind: 'resume-reading' };

export function initialConnection(facts: ConnectionFacts): ConnectionState {
  return {
    facts,
    server: 'connecting',
    socket: 'open',
    app: 'running',
    clientClosed: false,
    accepted: false,
    failedAccept: false,
    neverAnswers: false,
    ownClose: undefined,
    denial: undefined,
    inbox: [],
    inboxAt: 0,
    hasTaken: false,
    disconnectTold: false,
    reading: true,
    writable: true,
    receives: [],
    held: [],
    blockedClose: undefined,
    pingUnanswered: false,
    crash: undefined,
  };
}

/** A step in the making: the next state, and the effects in their order. */
export interface ConnectionStep {
  state: ConnectionState;
  readonly effects: ConnectionEffect[];
}

export function change(step: ConnectionStep, next: Partial<ConnectionState>): void {
  step.state = { ...step.state, ...next };
}

export function log(
  step: ConnectionStep,
  moment: keyof ServerProfile['log'],
  values: Readonly<Record<string, string>> = {},
): void {
  for (const { level, text } of step.state.facts.profile.log[moment] ?? []) {
    step.effects.push({
      kind: 'log',
      level,
      text: text.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark).trimEnd(),
    });
  }
}
