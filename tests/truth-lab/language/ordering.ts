import type { OrderingClient } from '#tests/helpers/ordering-client.ts';

/**
 * One ordering of a handler's calls and a client's deeds, as data. The same
 * steps are rendered as a Python handler, which runs on a live server and in
 * the Python guest, and as a TypeScript handler; the client's steps are
 * interpreted. So each step is something that both languages can say.
 */
export interface Ordering {
  /** A word; the handler answers at `/o/<id>`. */
  id: string;
  title: string;
  /** Of the dialled path, with its `?`. */
  query?: string;
  handler: readonly HandlerStep[];
  client: OrderingClient;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** Exceptions that a handler may raise or catch by name. `Exception` catches all but a cancellation. */
export const EXCEPTION_NAMES = [
  'Exception',
  'RuntimeError',
  'ValueError',
  'KeyError',
  'OSError',
  'CancelledError',
  'WebSocketDisconnect',
  'WebSocketException',
  'HTTPException',
] as const;
export type ExceptionName = (typeof EXCEPTION_NAMES)[number];

export type Raised =
  | { type: 'RuntimeError' | 'ValueError' | 'OSError' | 'CancelledError'; text: string }
  | { type: 'WebSocketDisconnect'; code: number; reason?: string }
  | { type: 'WebSocketException'; code: number; reason?: string }
  | { type: 'HTTPException'; status: number; detail: string; headers?: Readonly<Record<string, string>> };

export type HandlerStep =
  | { do: 'accept'; subprotocol?: string; headers?: Readonly<Record<string, string>> }
  /** Without `code` the call has no argument. */
  | { do: 'close'; code?: number; reason?: string }
  /** `null` is what a handler sends that has nothing to send. */
  | { do: 'send-text'; text: string | null }
  | { do: 'send-bytes'; hex: string }
  | { do: 'send-json'; value: Json }
  | { do: 'receive' | 'receive-text' | 'receive-bytes' | 'receive-json' }
  /** Receives a text and sends it back after `prefix`. */
  | { do: 'echo'; prefix: string }
  /** A denial response: an HTTP answer before accept. */
  | { do: 'deny'; status: number; body?: string; json?: Json; headers?: Readonly<Record<string, string>> }
  | { do: 'raise'; exception: Raised }
  | { do: 'return' }
  | { do: 'sleep'; ms: number }
  /** The connection manager of the guide: `connect` accepts and registers. */
  | { do: 'connect' | 'register' | 'disconnect'; room: string }
  /** Sends to each member of the room in turn, and lets what that raises escape. */
  | { do: 'broadcast'; room: string; text: string }
  | { do: 'for-ever'; steps: readonly HandlerStep[] }
  | { do: 'try'; steps: readonly HandlerStep[]; except?: Except; finally?: readonly HandlerStep[] };

/** Prints what it caught, then does `steps`. */
export interface Except {
  catches: ExceptionName;
  steps: readonly HandlerStep[];
}

export function pathOf({ id, query = '' }: Ordering): string {
  return `/o/${id}${query}`;
}
