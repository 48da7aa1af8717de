// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import { utf8DecodeError } from '#asgi/python-values.ts';
import { STARLETTE_ERRORS } from '#asgi/transitions.ts';
import type { Receive, ReceiveMessage, Scope, Send, SendMessage, WebSocketState } from './asgi.ts';
import { assertHasType, channelOf, type Channel } from './channel.ts';
import { KeyError, OSError, pythonError, WebSocketDisconnect } from './exceptions.ts';
import { Headers } from './headers.ts';
import { responseMessages, toHeaderPairs, type DenialResponse, type HeadersInit } from './http-response.ts';
import { jsonParse, jsonStringify } from './intrinsics.ts';
import { captureCallSite, withoutLibraryFrames, type CallSite } from './source-position.ts';
import { assertMayReceive, starletteError, stateAfterReceive, stateAfterSend } from './websocket-transitions.ts';

export interface AcceptOptions {
  /** One of `websocket.scope.subprotocols`; a browser fails the handshake if it offered some and none is chosen. */
  subprotocol?: string | null;
  /** Sent with the 101 response. */
  headers?: HeadersInit | null;
}

export interface CloseOptions {
  /** 1000 when left out. */
  code?: number | null;
  /** At most 123 bytes of UTF-8. */
  reason?: string | null;
}

export type JsonMode = 'text' | 'binary';

/** One WebSocket connection, with the methods and rules of Starlette's `WebSocket`. */
export class WebSocket {
  readonly scope: Scope;
  readonly #channel: Channel;
  #clientState: WebSocketState = 'CONNECTING';
  #applicationState: WebSocketState = 'CONNECTING';
  #headers: Headers | undefined;
  #queryParams: URLSearchParams | undefined;

  constructor(scope: Scope, receive: Receive, send: Send) {
    this.scope = scope;
    this.#channel = channelOf(receive, send);
  }

  /** What the client did, as far as the handler has received it. */
  get clientState(): WebSocketState {
    return this.#clientState;
  }

  /** What the handler has sent. It changes before the server is asked, and stays when the server refuses. */
  get applicationState(): WebSocketState {
    return this.#applicationState;
  }

  /** The client's address, or `null` when the server does not know it. */
  get client(): { host: string; port: number } | null {
    const { client } = this.scope;
    return client ? { host: client[0], port: client[1] } : null;
  }

  get url(): URL {
    const { scope } = this;
    const host = this.headers.get('host') ?? (scope.server ? `${scope.server[0]}:${scope.server[1]}` : 'localhost');
    const query = scope.query_string === '' ? '' : `?${scope.query_string}`;
    return new URL(`${scope.scheme}://${host}${scope.root_path}${scope.path}${query}`);
  }

  /** What the path template matched; `{id:int}` and `{x:float}` are numbers. */
  get pathParams(): Record<string, string | number> {
    return this.scope.path_params ?? {};
  }

  get queryParams(): URLSearchParams {
    return (this.#queryParams ??= new URLSearchParams(this.scope.query_string));
  }

  get headers(): Headers {
    return (this.#headers ??= new Headers(this.scope.headers));
  }

  /** Completes the handshake: the client gets HTTP 101 and its `open` event. */
  async accept({ subprotocol = null, headers = [] }: AcceptOptions = {}): Promise<void> {
    const site = captureCallSite();
    if (this.#clientState === 'CONNECTING' && !this.#takesConnect(site)) await this.#receive(site);
    await this.#send({ type: 'websocket.accept', subprotocol, headers: toHeaderPairs(headers) }, site);
  }

  /** Ends the connection. Before `accept()` the client gets HTTP 403, and neither code nor reason. */
  async close(options?: CloseOptions): Promise<void>;
  async close(code?: number | null, reason?: string | null): Promise<void>;
  async close(first?: CloseOptions | number | null, second?: string | null): Promise<void> {
    const given = typeof first === 'object' && first !== null ? first : { code: first, reason: second };
    const { code = 1000, reason } = given;
    await this.#send({ type: 'websocket.close', code, reason: reason || '' }, captureCallSite());
  }

  /** The next message of the server, of whatever type. */
  async receive(): Promise<ReceiveMessage> {
    return this.#receive(captureCallSite());
  }

  /** Waits for a text message. Raises `WebSocketDisconnect` when the connection ends instead. */
  async receiveText(): Promise<string> {
    return (await this.#receiveKey('text', captureCallSite())) as string;
  }

  /** Waits for a binary message. Raises `WebSocketDisconnect` when the connection ends instead. */
  async receiveBytes(): Promise<Uint8Array> {
    return (await this.#receiveKey('bytes', captureCallSite())) as Uint8Array;
  }

  /** Waits for a message and parses it as JSON. */
  async receiveJson(mode: JsonMode = 'text'): Promise<any> {
    const site = captureCallSite();
    assertMode(mode, site);
    return this.#receiveJson(mode, site);
  }

  /** The text messages, until the client disconnects. */
  iterText(): AsyncGenerator<string, void, undefined> {
    const site = captureCallSite();
    return untilDisconnect(() => this.#receiveKey('text', site) as Promise<string>);
  }

  /** The binary messages, until the client disconnects. */
  iterBytes(): AsyncGenerator<Uint8Array, void, undefined> {
    const site = captureCallSite();
    return untilDisconnect(() => this.#receiveKey('bytes', site) as Promise<Uint8Array>);
  }

  /** The JSON messages, until the client disconnects. */
  iterJson(): AsyncGenerator<any, void, undefined> {
    const site = captureCallSite();
    return untilDisconnect(() => this.#receiveJson('text', site));
  }

  /** Sends any ASGI message that the application state allows. */
  async send(message: SendMessage): Promise<void> {
    await this.#send(message, captureCallSite());
  }

  async sendText(text: string): Promise<void> {
    await this.#send({ type: 'websocket.send', text }, captureCallSite());
  }

  async sendBytes(bytes: Uint8Array): Promise<void> {
    await this.#send({ type: 'websocket.send', bytes }, captureCallSite());
  }

  /** Sends a value as JSON, in a text message unless `mode` is `'binary'`. */
  async sendJson(data: unknown, mode: JsonMode = 'text'): Promise<void> {
    const site = captureCallSite();
    assertMode(mode, site);
    const text = jsonStringify(data);
    if (text === undefined) throw at(site, new TypeError(`Object of type ${typeof data} is not JSON serializable`));
    const payload = mode === 'text' ? { text } : { bytes: new TextEncoder().encode(text) };
    await this.#send({ type: 'websocket.send', ...payload }, site);
  }

  /** Refuses the upgrade with an HTTP response of its own. Works before `accept()`, on servers that can do it. */
  async sendDenialResponse(response: DenialResponse): Promise<void> {
    const site = captureCallSite();
    if (this.scope.extensions?.['websocket.http.response'] === undefined) {
      throw at(site, starletteError(STARLETTE_ERRORS.noDenialResponse));
    }
    for (const message of responseMessages(response)) await this.#send(message, site);
  }

  async #receiveJson(mode: JsonMode, site: CallSite): Promise<any> {
    if (mode === 'text') {
      const text = await this.#receiveKey('text', site);
      // hypercorn gives a binary frame a `text` of null, which JSON.parse would take for the text "null".
      if (text === null) throw at(site, new TypeError('the JSON object must be str, bytes or bytearray, not NoneType'));
      return parseJson(text as string, site);
    }
    return parseJson(decodeUtf8((await this.#receiveKey('bytes', site)) as Uint8Array | null, site), site);
  }

  async #receiveKey(key: 'text' | 'bytes', site: CallSite): Promise<unknown> {
    if (this.#applicationState !== 'CONNECTED') {
      throw at(site, starletteError(STARLETTE_ERRORS.notConnected));
    }
    const message = await this.#receive(site);
    if (message.type === 'websocket.disconnect') {
      throw at(site, new WebSocketDisconnect(message.code, message.reason));
    }
    if (!(key in message)) throw at(site, new KeyError(key));
    return (message as Record<string, unknown>)[key];
  }

  async #receive(site: CallSite): Promise<ReceiveMessage> {
    // What a call expects is what it met: another `receive()` may have had the disconnect in the meantime.
    const before = this.#clientState;
    try {
      assertMayReceive(before);
    } catch (error) {
      throw at(site, error as Error);
    }
    if (before === 'CONNECTING' && this.#takesConnect(site)) return { type: 'websocket.connect' };
    const message = await this.#channel.receive(site);
    try {
      this.#moveTo(stateAfterReceive(before, message.type), this.#applicationState);
    } catch (error) {
      throw at(site, error as Error);
    }
    return message;
  }

  /** Starlette goes on at once where the server has the message already: no other task of the handler runs in between. */
  #takesConnect(site: CallSite): boolean {
    if (!this.#channel.takesConnect(site)) return false;
    this.#moveTo('CONNECTED', this.#applicationState);
    return true;
  }

  async #send(message: SendMessage, site: CallSite): Promise<void> {
    const before = this.#applicationState;
    try {
      assertHasType(message);
      this.#moveTo(this.#clientState, stateAfterSend(before, message));
    } catch (error) {
      throw at(site, error as Error);
    }
    try {
      await this.#channel.send(message, site);
    } catch (error) {
      if (before !== 'CONNECTED' || !(error instanceof OSError)) throw error;
      this.#moveTo(this.#clientState, 'DISCONNECTED');
      throw at(site, new WebSocketDisconnect(1006, '', ''));
    }
  }

  #moveTo(clientState: WebSocketState, applicationState: WebSocketState): void {
    if (clientState === this.#clientState && applicationState === this.#applicationState) return;
    this.#clientState = clientState;
    this.#applicationState = applicationState;
    this.#channel.reportStates(clientState, applicationState);
  }
}

async function* untilDisconnect<Message>(next: () => Promise<Message>): AsyncGenerator<Message, void, undefined> {
  try {
    for (;;) yield await next();
  } catch (error) {
    if (!(error instanceof WebSocketDisconnect)) throw error;
  }
}

/** Python's `bytes.decode()`, which replaces nothing. */
function decodeUtf8(bytes: Uint8Array | null, site: CallSite): string {
  const raised =
    // hypercorn gives a text frame `bytes` of null.
    bytes === null
      ? { type: 'AttributeError', message: "'NoneType' object has no attribute 'decode'" }
      : utf8DecodeError(bytes);
  if (raised !== undefined) throw at(site, pythonError(raised));
  return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes ?? undefined);
}

function parseJson(text: string, site: CallSite): unknown {
  try {
    return jsonParse(text);
  } catch (error) {
    throw at(site, error as Error);
  }
}

function assertMode(mode: string, site: CallSite): void {
  if (mode !== 'text' && mode !== 'binary') throw at(site, starletteError(STARLETTE_ERRORS.jsonMode));
}

/** An error that says where the learner called, not where the library found out. */
function at(site: CallSite, error: Error): Error {
  error.stack = withoutLibraryFrames(site.stack);
  return error;
}
