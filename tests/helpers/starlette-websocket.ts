import type { AsgiReceiveMessage, AsgiSendMessage, WebSocketState } from '#asgi/events.ts';
import { applicationMayReceive, applicationReceive, applicationSend, STARLETTE_ERRORS } from '#asgi/transitions.ts';
import type { ScriptedApplication } from '#server/sandbox/noop/noop-sandbox.ts';
import { RefusedCall } from '#server/sandbox/noop/noop-sandbox.ts';

/** An exception with the name that Python gives it. */
export class PythonError extends Error {
  constructor(name: string, message: string) {
    super(message);
    this.name = name;
  }
}

export class WebSocketDisconnect extends Error {
  readonly code: number | null;
  readonly reason: string;

  constructor(code: number | null, reason = '') {
    super('');
    this.name = 'starlette.websockets.WebSocketDisconnect';
    this.code = code;
    this.reason = reason;
  }
}

export class WebSocketException extends Error {
  readonly code: number;
  readonly reason: string;

  constructor(code: number, reason = '') {
    super(reason);
    this.code = code;
    this.reason = reason;
  }
}

export interface PlainResponse {
  status: number;
  headers?: [string, string][];
  body: string;
  contentType?: string;
}

export class HttpException extends Error {
  readonly response: PlainResponse;

  constructor(response: PlainResponse) {
    super(response.body);
    this.response = response;
  }
}

type Receive = () => Promise<AsgiReceiveMessage>;
type Send = (message: AsgiSendMessage) => Promise<void>;

/** As much of Starlette's WebSocket as the measured handlers use, on the project's own table. */
export class StarletteWebSocket {
  application: WebSocketState = 'CONNECTING';
  client: WebSocketState = 'CONNECTING';
  /** What each call raised, in order. */
  readonly raised: string[] = [];
  readonly #receive: Receive;
  readonly #send: Send;

  constructor(receive: Receive, send: Send) {
    this.#receive = receive;
    this.#send = send;
  }

  async accept(message: { subprotocol?: string; headers?: [string, string][] } = {}): Promise<void> {
    if (this.client === 'CONNECTING') await this.receive();
    await this.send({ type: 'websocket.accept', ...message });
  }

  close(code: unknown = 1000, reason: unknown = ''): Promise<void> {
    return this.send({ type: 'websocket.close', code, reason });
  }

  sendText(text: unknown): Promise<void> {
    return this.send({ type: 'websocket.send', text });
  }

  async sendDenial({
    status,
    headers = [],
    body,
    contentType = 'text/plain; charset=utf-8',
  }: PlainResponse): Promise<void> {
    await this.send({
      type: 'websocket.http.response.start',
      status,
      headers: [...headers, ['content-length', String(Buffer.byteLength(body))], ['content-type', contentType]],
    });
    await this.send({ type: 'websocket.http.response.body', body: Buffer.from(body).toString('base64') });
  }

  async send(message: AsgiSendMessage): Promise<void> {
    const step = applicationSend(this.application, message.type, message.more_body === true);
    if (!step.ok) throw this.#raise(new PythonError(step.exception.type, step.exception.message));
    const before = this.application;
    this.application = step.state;
    try {
      await this.#send(message);
    } catch (error) {
      this.#raise(error as Error);
      if (before !== 'CONNECTED' || !(error instanceof RefusedCall) || error.exception.isOsError !== true) throw error;
      this.application = 'DISCONNECTED';
      throw new WebSocketDisconnect(1006);
    }
  }

  async receive(): Promise<AsgiReceiveMessage> {
    const refused = applicationMayReceive(this.client);
    if (refused !== undefined) throw this.#raise(new PythonError(refused.type, refused.message));
    const message = await this.#receive();
    const step = applicationReceive(this.client, message.type);
    if (!step.ok) throw this.#raise(new PythonError(step.exception.type, step.exception.message));
    this.client = step.state;
    return message;
  }

  async receiveKey(key: 'text' | 'bytes'): Promise<string | null> {
    if (this.application !== 'CONNECTED')
      throw this.#raise(new PythonError('RuntimeError', STARLETTE_ERRORS.notConnected));
    const message = await this.receive();
    if (message.type === 'websocket.disconnect') throw new WebSocketDisconnect(message.code ?? null, message.reason);
    const value = (message as Record<string, unknown>)[key];
    if (value === undefined) throw this.#raise(new PythonError('KeyError', `'${key}'`));
    return value as string | null;
  }

  receiveText(): Promise<string | null> {
    return this.receiveKey('text');
  }

  #raise(error: Error): Error {
    this.raised.push(`${error.name}: ${error.message}`);
    return error;
  }
}

/** A handler as an application, with Starlette's routing of exceptions. */
export function starlette(handler: (websocket: StarletteWebSocket) => Promise<unknown>): ScriptedApplication {
  return async (_scope, receive, send) => {
    const websocket = new StarletteWebSocket(receive, send);
    try {
      await handler(websocket);
    } catch (error) {
      if (error instanceof WebSocketException) return websocket.close(error.code, error.reason);
      if (!(error instanceof HttpException)) throw error;
      if (websocket.application === 'CONNECTING') return websocket.sendDenial(error.response);
      await send({ type: 'websocket.http.response.start', status: error.response.status, headers: [] });
    }
  };
}
