import type { HandlerStep, Json, Ordering, Raised } from './ordering.ts';

const PRELUDE = `import asyncio
import json
from asyncio import CancelledError

from starlette.applications import Starlette
from starlette.exceptions import HTTPException, WebSocketException
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocketDisconnect


class Manager:
    def __init__(self):
        self.rooms = {}

    async def connect(self, websocket, room):
        await websocket.accept()
        await self.register(websocket, room)

    async def register(self, websocket, room):
        self.rooms.setdefault(room, []).append(websocket)

    async def disconnect(self, websocket, room):
        if websocket in self.rooms.get(room, []):
            self.rooms[room].remove(websocket)

    async def broadcast(self, room, text):
        for member in list(self.rooms.get(room, [])):
            await member.send_text(text)


manager = Manager()
routes = []
`;

/** A module that defines `app`, with a handler for each ordering. */
export function pythonProgram(orderings: readonly Ordering[]): string {
  const handlers = orderings.map(
    (ordering) =>
      `\n\n${pythonHandler(ordering)}\n\nroutes.append(WebSocketRoute(${text(`/o/${ordering.id}`)}, ${nameOf(ordering)}))`,
  );
  return `${PRELUDE}${handlers.join('\n')}\n\napp = Starlette(routes=routes)\n`;
}

export function pythonHandler(ordering: Ordering): string {
  return [`async def ${nameOf(ordering)}(websocket):`, ...block(ordering.handler)].join('\n');
}

function nameOf({ id }: Ordering): string {
  return `o_${id.replace(/\W/g, '_')}`;
}

function block(steps: readonly HandlerStep[]): string[] {
  const lines = steps.length === 0 ? ['pass'] : steps.flatMap(linesOf);
  return lines.map((line) => `    ${line}`);
}

function linesOf(step: HandlerStep): string[] {
  switch (step.do) {
    case 'accept':
      return [
        call('websocket.accept', {
          subprotocol: step.subprotocol === undefined ? undefined : text(step.subprotocol),
          headers: step.headers && byteHeaders(step.headers),
        }),
      ];
    case 'close':
      return [
        call('websocket.close', {
          code: step.code?.toString(),
          reason: step.reason === undefined ? undefined : text(step.reason),
        }),
      ];
    case 'send-text':
      return [`await websocket.send_text(${literal(step.text)})`];
    case 'send-bytes':
      return [`await websocket.send_bytes(bytes.fromhex(${text(step.hex)}))`];
    case 'send-json':
      return [`await websocket.send_json(${literal(step.value)})`];
    case 'receive':
    case 'receive-text':
    case 'receive-bytes':
    case 'receive-json':
      return [`await websocket.${step.do.replace('-', '_')}()`];
    case 'echo':
      return [`await websocket.send_text(${text(step.prefix)} + await websocket.receive_text())`];
    case 'deny': {
      const headers = step.headers === undefined ? '' : `, headers=${literal(step.headers)}`;
      const [kind, body] =
        step.json === undefined ? ['PlainTextResponse', text(step.body ?? '')] : ['JSONResponse', literal(step.json)];
      return [`await websocket.send_denial_response(${kind}(${body}, status_code=${step.status}${headers}))`];
    }
    case 'raise':
      return [`raise ${exception(step.exception)}`];
    case 'return':
      return ['return'];
    case 'sleep':
      return [`await asyncio.sleep(${step.ms / 1000})`];
    case 'connect':
    case 'register':
    case 'disconnect':
      return [`await manager.${step.do}(websocket, ${text(step.room)})`];
    case 'broadcast':
      return [`await manager.broadcast(${text(step.room)}, ${text(step.text)})`];
    case 'for-ever':
      return ['while True:', ...block(step.steps)];
    case 'try':
      return [
        'try:',
        ...block(step.steps),
        ...(step.except === undefined
          ? []
          : [
              `except ${step.except.catches} as error:`,
              '    print(f"{type(error).__name__}: {error}")',
              ...step.except.steps.flatMap(linesOf).map((line) => `    ${line}`),
            ]),
        ...(step.finally === undefined ? [] : ['finally:', ...block(step.finally)]),
      ];
  }
}

function call(name: string, named: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(named).flatMap(([key, value]) => (value === undefined ? [] : [`${key}=${value}`]));
  return `await ${name}(${given.join(', ')})`;
}

function exception(raised: Raised): string {
  switch (raised.type) {
    case 'HTTPException': {
      const headers = raised.headers === undefined ? '' : `, headers=${literal(raised.headers)}`;
      return `HTTPException(status_code=${raised.status}, detail=${text(raised.detail)}${headers})`;
    }
    case 'WebSocketDisconnect':
      return `WebSocketDisconnect(${raised.code}, ${text(raised.reason ?? '')})`;
    case 'WebSocketException':
      return `WebSocketException(code=${raised.code}, reason=${text(raised.reason ?? '')})`;
    default:
      return `${raised.type}(${raised.text === '' ? '' : text(raised.text)})`;
  }
}

function byteHeaders(headers: Readonly<Record<string, string>>): string {
  return `[${Object.entries(headers)
    .map(([name, value]) => `(${text(name)}.encode("latin-1"), ${text(value)}.encode("latin-1"))`)
    .join(', ')}]`;
}

/** JSON's escapes are Python's as well, and keep even a lone surrogate; a pair of them is one character. */
function text(value: string): string {
  return JSON.stringify(value).replace(/[^\x20-\x7e]/gu, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
  });
}

function hex(point: number, digits: number): string {
  return point.toString(16).padStart(digits, '0');
}

function literal(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return text(value);
  if (typeof value === 'number') return String(value);
  if (isList(value)) return `[${value.map(literal).join(', ')}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${text(key)}: ${literal(item)}`)
    .join(', ')}}`;
}

function isList(value: Json): value is readonly Json[] {
  return Array.isArray(value);
}
