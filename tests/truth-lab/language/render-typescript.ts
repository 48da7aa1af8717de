import type { HandlerStep, Ordering, Raised } from './ordering.ts';

const PRELUDE = `import {
  app,
  HTTPException,
  KeyError,
  OSError,
  RuntimeError,
  sleep,
  type WebSocket,
  WebSocketDisconnect,
  WebSocketException,
} from 'playground';

class ValueError extends Error {
  override name = 'ValueError';
}

/** asyncio's own, which is no \`Exception\`. */
class CancelledError extends Error {
  override name = 'asyncio.exceptions.CancelledError';
}

class Manager {
  readonly #rooms = new Map<string, WebSocket[]>();

  async connect(websocket: WebSocket, room: string): Promise<void> {
    await websocket.accept();
    await this.register(websocket, room);
  }

  async register(websocket: WebSocket, room: string): Promise<void> {
    this.#rooms.set(room, [...(this.#rooms.get(room) ?? []), websocket]);
  }

  async disconnect(websocket: WebSocket, room: string): Promise<void> {
    this.#rooms.set(room, (this.#rooms.get(room) ?? []).filter((member) => member !== websocket));
  }

  async broadcast(room: string, text: string): Promise<void> {
    for (const member of this.#rooms.get(room) ?? []) await member.sendText(text);
  }
}

const manager = new Manager();

/** A base class in Python, and none here. */
const Exception = { [Symbol.hasInstance]: (error: unknown) => !(error instanceof CancelledError) };

function fromHex(hex: string): Uint8Array {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}
`;

/** A program with a handler for each ordering. */
export function typeScriptProgram(orderings: readonly Ordering[]): string {
  return [PRELUDE, ...orderings.map(typeScriptHandler)].join('\n');
}

export function typeScriptHandler({ id, handler }: Ordering): string {
  return [`app.websocket(${text(`/o/${id}`)}, async (websocket) => {`, ...block(handler), '});'].join('\n');
}

function block(steps: readonly HandlerStep[]): string[] {
  return steps.flatMap(linesOf).map((line) => `  ${line}`);
}

function linesOf(step: HandlerStep): string[] {
  switch (step.do) {
    case 'accept':
      return [`await websocket.accept(${options({ subprotocol: step.subprotocol, headers: step.headers })});`];
    case 'close':
      return [`await websocket.close(${options({ code: step.code, reason: step.reason })});`];
    case 'send-text':
      return [`await websocket.sendText(${text(step.text)});`];
    case 'send-bytes':
      return [`await websocket.sendBytes(fromHex(${text(step.hex)}));`];
    case 'send-json':
      return [`await websocket.sendJson(${text(step.value)});`];
    case 'receive':
      return ['await websocket.receive();'];
    case 'receive-text':
      return ['await websocket.receiveText();'];
    case 'receive-bytes':
      return ['await websocket.receiveBytes();'];
    case 'receive-json':
      return ['await websocket.receiveJson();'];
    case 'echo':
      return [`await websocket.sendText(${text(step.prefix)} + (await websocket.receiveText()));`];
    case 'deny': {
      const body = step.json === undefined ? { body: step.body ?? '' } : { json: step.json };
      return [
        `await websocket.sendDenialResponse(${options({ status: step.status, ...body, headers: step.headers })});`,
      ];
    }
    case 'raise':
      return [`throw new ${exception(step.exception)};`];
    case 'return':
      return ['return;'];
    case 'sleep':
      return [`await sleep(${step.ms / 1000});`];
    case 'connect':
    case 'register':
    case 'disconnect':
      return [`await manager.${step.do}(websocket, ${text(step.room)});`];
    case 'broadcast':
      return [`await manager.broadcast(${text(step.room)}, ${text(step.text)});`];
    case 'for-ever':
      return ['for (;;) {', ...block(step.steps), '}'];
    case 'try':
      return [
        'try {',
        ...block(step.steps),
        ...(step.except === undefined
          ? []
          : [
              '} catch (error) {',
              `  if (!(error instanceof ${step.except.catches})) throw error;`,
              '  console.log(`${error.name}: ${error.message}`);',
              ...block(step.except.steps),
            ]),
        ...(step.finally === undefined ? [] : ['} finally {', ...block(step.finally)]),
        '}',
      ];
  }
}

function exception(raised: Raised): string {
  switch (raised.type) {
    case 'HTTPException':
      return `HTTPException(${options({ statusCode: raised.status, detail: raised.detail, headers: raised.headers })})`;
    case 'WebSocketDisconnect':
      return `WebSocketDisconnect(${raised.code}, ${text(raised.reason ?? '')})`;
    case 'WebSocketException':
      return `WebSocketException(${options({ code: raised.code, reason: raised.reason ?? '' })})`;
    default:
      return `${raised.type}(${text(raised.text)})`;
  }
}

/** An object of options, or nothing at all. */
function options(given: Readonly<Record<string, unknown>>): string {
  const entries = Object.entries(given).filter(([, value]) => value !== undefined);
  if (entries.length === 0) return '';
  return `{ ${entries.map(([key, value]) => `${key}: ${text(value)}`).join(', ')} }`;
}

function text(value: unknown): string {
  return JSON.stringify(value);
}
