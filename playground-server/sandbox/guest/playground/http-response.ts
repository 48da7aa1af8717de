// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import { latin1Complaint } from '#asgi/python-values.ts';
import type { SendMessage } from './asgi.ts';
import { pythonError } from './exceptions.ts';
import { arrayForEach, isArray, jsonStringify, objectKeys, stringToLowerCase } from './intrinsics.ts';

/** Headers as pairs, or as an object. */
export type HeadersInit = readonly (readonly [name: string, value: string])[] | Readonly<Record<string, string>>;

/** The HTTP answer that refuses an upgrade. */
export interface DenialResponse {
  /** 200 when left out, as in Starlette's `Response`. */
  status?: number;
  /** Sent as `text/plain` when it is a string. */
  body?: string | Uint8Array;
  /** Sent as `application/json`; used when there is no `body`. */
  json?: unknown;
  headers?: HeadersInit | null;
}

/** Header names in lower case, as ASGI wants them. Throws what Python does for text that is no Latin-1. */
export function toHeaderPairs(headers: HeadersInit | null): [string, string][] {
  const pairs: [string, string][] = [];
  if (headers === null) return pairs;
  const add = (name: string, value: string): void => {
    const complaint = latin1Complaint(name) ?? latin1Complaint(value);
    if (complaint !== undefined) throw pythonError(complaint);
    pairs[pairs.length] = [stringToLowerCase(name), value];
  };
  if (isArray(headers)) {
    arrayForEach(headers as readonly (readonly [string, string])[], (pair) => add(`${pair[0]}`, `${pair[1]}`));
    return pairs;
  }
  const record = headers as Readonly<Record<string, string>>;
  arrayForEach(objectKeys(record), (name) => add(name, `${record[name]}`));
  return pairs;
}

/** The two ASGI messages of a response, with the headers that Starlette adds. */
export function responseMessages({
  status = 200,
  body,
  json,
  headers = [],
}: DenialResponse): [SendMessage, SendMessage] {
  const isJson = body === undefined && json !== undefined;
  const content = body ?? (isJson ? jsonStringify(json) : '');
  const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
  const pairs = toHeaderPairs(headers);
  const hasNoBody = status < 200 || status === 204 || status === 304;
  if (!hasNoBody) addMissing(pairs, 'content-length', `${bytes.length}`);
  if (isJson) addMissing(pairs, 'content-type', 'application/json');
  else if (typeof body === 'string') addMissing(pairs, 'content-type', 'text/plain; charset=utf-8');
  return [
    { type: 'websocket.http.response.start', status, headers: pairs },
    { type: 'websocket.http.response.body', body: bytes },
  ];
}

function addMissing(pairs: [string, string][], name: string, value: string): void {
  for (const pair of pairs) if (pair[0] === name) return;
  pairs[pairs.length] = [name, value];
}
