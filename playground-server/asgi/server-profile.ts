// Runs in the browser and on the server. No DOM, no node: imports.
import type { AsgiHeader, RaisedException } from './events.ts';
import type { ServerProfileName } from './server-profile-names.ts';
import type { ServerMachine } from './transitions.ts';

/** How a TCP connection ends: in order, or cut. */
export type TcpEnd = 'fin' | 'rst';

/**
 * A header as the server writes it. The value may be `<date>`, `<accept>`,
 * `<length>` or `<subprotocol>`, which is left out when the application chose
 * none; the mark stands for the headers that the application adds.
 */
export type HeaderTemplate = readonly [name: string, value: string] | 'application-headers';

/** A response that the server makes itself. */
export interface ResponseTemplate {
  readonly status: number;
  /** Text after the status; some servers leave it empty. */
  readonly phrase: string;
  readonly headers: readonly HeaderTemplate[];
  /** Like the phrase, may hold `<version>` and `<key>` of the request, and `<complaint>`, what base64 finds wrong with the key. */
  readonly body: string;
}

/** A line of the server's log. Holds `{client}`, `{host}`, `{port}`, `{path}`, `{target}`, `{status}`, `{phrase}`, `{date}`, `{message}`, `{traceback}`. */
export interface LogTemplate {
  readonly level: 'INFO' | 'WARNING' | 'ERROR';
  readonly text: string;
}

export type LogMoment =
  | 'connecting'
  /** The application accepts; whether that works is seen later. */
  | 'accepting'
  /** A 101 was written. */
  | 'accepted'
  /** The application refuses, with a 403 or a response of its own that it begins. */
  | 'refusing'
  /** The 403, or the whole response, was written. */
  | 'refused'
  /** The application returned without an answer. */
  | 'returned-early'
  /** The application returned something, in `{value}`, where an application returns nothing. */
  | 'returned-value'
  | 'raised'
  /** A 500 was written. */
  | 'failed-early'
  | 'lost';

/** What is wrong with a frame from the client. */
export const CLIENT_FAULTS = [
  'incorrect-masking',
  'reserved-bits',
  'invalid-opcode',
  'unexpected-continuation',
  'expected-continuation',
  'fragmented-control',
  'control-too-long',
  'close-too-short',
  'invalid-close-code',
  'invalid-utf8',
  'invalid-close-reason',
  'message-too-big',
  'too-many-fragments',
] as const;
export type ClientFault = (typeof CLIENT_FAULTS)[number];

/** How a fault of the client is answered on the wire, and told to the application. */
export interface FaultAnswer {
  /** `none`: TCP ends without a Close frame. Texts may hold `<size>`, `<limit>` and `<complaint>`. */
  readonly close: { readonly code: number; readonly reason: string } | 'none';
  readonly tcp: TcpEnd;
  readonly disconnect: { readonly code: number; readonly reason?: string };
}

/** What a message on a connection that is no longer open does; `machine` asks the server's own states. */
export type LateAnswer = RaisedException | 'silent' | 'machine';

export interface LateAnswers {
  readonly send: LateAnswer;
  readonly close: LateAnswer;
  /** Every other message. */
  readonly other: LateAnswer;
}

/** A Close frame of the server's own, or `none`, and how TCP ends after it. */
export interface ServerEnd {
  readonly close: { readonly code: number; readonly reason: string } | 'none';
  readonly tcp: TcpEnd;
}

/**
 * One ASGI server as parameters. Behaviour that two servers share is one
 * mechanism of `connection.ts`; what differs is a value here, as measured.
 */
export interface ServerProfile {
  readonly name: ServerProfileName;
  /** For people: `uvicorn (websockets-sansio)`. */
  readonly label: string;
  /** The version that was measured. */
  readonly version: string;
  readonly machine: ServerMachine;

  readonly scope: {
    readonly specVersion: string | null;
    /** Whether `websocket.http.response` is offered. */
    readonly denialResponse: boolean;
    /** What becomes of `X-Forwarded-For` and `-Proto` from loopback. `last-header`: of several only the last, and no port. */
    readonly forwarded: 'ignored' | 'every-header' | 'last-header';
  };

  readonly accept: {
    readonly phrase: string;
    readonly headers: readonly HeaderTemplate[];
    readonly applicationHeaders: 'lower-case' | 'as-given' | 'dropped';
    /** Whether a subprotocol of `''` is written, as a header without a value. */
    readonly writesEmptySubprotocol: boolean;
    /** Raised for a header that the application may not set, which is `sec-websocket-protocol`. */
    readonly forbiddenHeader: RaisedException | null;
    /** A subprotocol that the client did not offer (`{subprotocol}`). `never-answered`: the handshake hangs. */
    readonly unofferedSubprotocol: RaisedException | 'written' | 'never-answered';
    /** An accept that raised has used up the handshake: nothing can be answered any more. */
    readonly failureIsFinal: boolean;
  };
  /** What the server looks at in the headers of accept and denial; a server without rules writes whatever it is given. */
  readonly headerRules: readonly HeaderRule[];
  /** In which headers of the application go out: ASGI's byte strings are Latin-1, and a server may make UTF-8 of them. */
  readonly headerEncoding: 'latin-1' | 'utf-8';

  readonly refusal: ResponseTemplate;
  /** The application returned, or raised, without an answer; `null` is no reply at all. */
  readonly returnedEarly: ResponseTemplate | null;
  readonly raisedEarly: ResponseTemplate | null;
  readonly handshakeErrors: {
    readonly badVersion: ResponseTemplate;
    readonly missingKey: ResponseTemplate;
    readonly missingVersion: ResponseTemplate;
    /** For a key that is not 16 bytes in base64; `null` where the server takes any. */
    readonly badKey: ResponseTemplate | null;
    /** Whether the server ends TCP behind its answer, and does not wait for the client to do it. */
    readonly endsTcp: boolean;
  };

  readonly denial: {
    readonly phrase: 'standard' | 'empty';
    /** When bytes go out: all at the end, the head at once, or the head with the first body. */
    readonly writes: 'at-end' | 'at-start' | 'with-first-body';
    /** Added when the application did not name them, in this order. */
    readonly defaults: readonly AsgiHeader[];
    /** Always added. */
    readonly trailer: readonly AsgiHeader[];
    /** What becomes of a response whose body was not finished when the application returns. */
    readonly abandoned: 'tcp-end' | 'sent';
    /** Whether a part without a body is an error. */
    readonly needsBody: boolean;
    /** A status outside 100 to this raises (`{status}`), and for some servers one that has no phrase. */
    readonly highestStatus: number;
    readonly needsPhrase: boolean;
    readonly badStatus: RaisedException;
    /** Raised for a body that is longer, or in the end shorter, than the application's own Content-Length. */
    readonly lengthMismatch: { readonly longer: RaisedException; readonly shorter: RaisedException } | null;
    /** Whether the server takes the handshake for done, so that it does not complain when the application returns. */
    readonly completesHandshake: boolean;
  };

  /** After accept. `null`: nothing happens and the socket stays open. */
  readonly onReturn: ServerEnd | null;
  /** The same, for an application that has returned a value. */
  readonly onReturnedValue: ServerEnd | null;
  /** Whether an application that has returned can send no more, though the socket stays open. */
  readonly returnClosesSends: boolean;
  readonly onRaise: ServerEnd;
  /** A crash is noticed after this time; 0 is at once. */
  readonly crashPollMs: number;
  /** Exceptions that are no crash: the server goes on as if the application still ran. */
  readonly ignoredExceptions: readonly string[];
  /** Exceptions that end the connection without a line in the log. */
  readonly quietExceptions: readonly string[];
  /** An upgrade unanswered for this time loses its TCP connection. */
  readonly handshakeTimeout: { readonly ms: number; readonly tcp: TcpEnd } | null;

  readonly codePolicy: 'websockets' | 'websockets-legacy' | 'wsproto' | 'hypercorn' | 'daphne';
  readonly reasonPolicy: 'strict' | 'truncate' | 'drop';
  /** A `websocket.close` that raised has closed the socket for the application all the same. */
  readonly failedCloseCounts: boolean;
  /** A `websocket.close` that raised has put its disconnect message before the application all the same. */
  readonly failedCloseIsTold: boolean;

  /** After the application's own Close frame. */
  readonly ownClose: {
    /** `blocks`: `send()` returns when the closing handshake is over. */
    readonly send: 'returns' | 'blocks';
    /** Ends TCP when the client has not echoed; `null` waits. */
    readonly echoTimeoutMs: number | null;
    readonly afterTimeout: TcpEnd;
    readonly afterEcho: TcpEnd;
    /** Whether the end of the application ends TCP before the echo. */
    readonly endsOnFinish: boolean;
    /**
     * What is noticed of the client behind a full queue of messages that the application has not taken: everything, only
     * the end of TCP, or nothing, so that TCP stays open.
     */
    readonly behindFullQueue: 'everything' | 'end' | 'nothing';
    readonly disconnect: DisconnectContent;
    readonly disconnectWhen: 'at-once' | 'tcp-gone';
  };
  /** The disconnect message after a refused upgrade, when it comes before the loss of TCP. */
  readonly refusalDisconnect: number | null;

  /** After the client's Close frame. */
  readonly clientClose: {
    readonly echo: 'same' | 1000;
    readonly disconnect: DisconnectContent;
    /** The answer to one inside of a message in fragments; `null` where it counts like any other. */
    readonly withinMessage: FaultAnswer | null;
  };

  /** The loss of TCP ends the handshake, so that a return without an answer is no error any more. */
  readonly lossEndsHandshake: boolean;
  /** The disconnect message when TCP ends without a Close frame, before and after the upgrade was answered. */
  readonly lostCode: { readonly connecting: number; readonly open: number };
  readonly lostReason: '' | null;
  /** Whether the loss of TCP is told although another disconnect was told before. */
  readonly lostIsToldAgain: boolean;
  /** Reading a disconnect closes the socket for the application, and every further `receive()` gives this code. */
  readonly repeatedDisconnect: number | null;

  readonly late: {
    /** The client's Close was answered and TCP is ending. */
    readonly closing: LateAnswers;
    readonly lost: LateAnswers;
    /** TCP went before the upgrade was answered. */
    readonly lostBeforeAccept: LateAnswers;
    /** The same, and the application has accepted since. */
    readonly acceptedAfterLoss: LateAnswers;
    /** TCP is gone after the application's own close or refusal. */
    readonly lostAfterClose: LateAnswers;
    /** Accept raised, and cannot be repeated. */
    readonly failedAccept: LateAnswers;
  };

  /** Whether a received message has one of `text` and `bytes`, or both with one `null`. */
  readonly receiveKeys: 'one' | 'both';
  /** `websocket.send` with neither text nor bytes, and, unless that is silent, with a text (`{text}`) that is no `str`. */
  readonly emptySend: RaisedException | 'silent';
  /** Empty text or bytes are not sent at all. */
  readonly dropsEmptyMessages: boolean;
  /** Messages that wait for the application before the socket is no longer read. */
  readonly readAhead: number;
  /**
   * Where bytes wait that come behind them: in a buffer of the server's own, or with the kernel, which ends TCP with a
   * reset when the server closes over bytes that it has not read.
   */
  readonly behindReadAhead: 'buffer' | 'kernel';
  readonly maxMessageBytes: number;
  readonly faults: Readonly<Record<ClientFault, FaultAnswer>>;

  readonly keepalive: {
    readonly intervalMs: number;
    readonly timeoutMs: number;
    readonly payloadBytes: number;
    readonly onTimeout: ServerEnd;
  } | null;

  readonly log: Readonly<Partial<Record<LogMoment, readonly LogTemplate[]>>>;
}

/** A rule for a part of a header, and what breaking it raises (`{name}`, `{value}`, and the part's `{repr}`). */
export interface HeaderRule {
  readonly part: 'name' | 'value';
  readonly isBroken: RegExp;
  readonly raises: RaisedException;
}

/** What a disconnect message carries: of the Close frame, or always this code. */
export type DisconnectContent = 'code-and-reason' | 'code' | number;
