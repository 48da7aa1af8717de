// Runs inside the sandbox. No DOM, no node: imports.
import { hasOwn, isArray, jsonStringify, objectKeys } from '../playground/intrinsics.ts';

/** Deeper than any ASGI message; the session refuses what is deeper still. */
const MAX_DEPTH = 16;
const ObjectPrototype = Object.prototype;
const ArrayPrototype = Array.prototype;

/**
 * A message as JSON. Unlike `JSON.stringify` it calls no `toJSON`, which a
 * handler may have put on `Object.prototype`, and it refuses depth.
 */
export function writeJson(value: unknown): string {
  return writeTree(value, 0);
}

/** `writeJson` for an object of this library that `isFlat`, or has such objects for values: `JSON.stringify` asks nobody then. */
export function writeFlatJson(value: object): string {
  const asksToJson = hasOwn(ObjectPrototype, 'toJSON') || hasOwn(ArrayPrototype, 'toJSON');
  return asksToJson ? writeTree(value, 0) : jsonStringify(value);
}

/** Its values are primitives, and arrays without items. */
export function isFlat(value: object): boolean {
  const keys = objectKeys(value);
  for (let index = 0; index < keys.length; index += 1) {
    const item = (value as Record<string, unknown>)[keys[index] ?? ''];
    const type = typeof item;
    if (type === 'string' || type === 'number' || item === null || type === 'boolean') continue;
    if (!isArray(item) || item.length > 0) return false;
  }
  return true;
}

function writeTree(value: unknown, depth: number): string {
  if (typeof value !== 'object' || value === null) return jsonStringify(value) ?? 'null';
  if (depth === MAX_DEPTH) throw new RangeError('A message may not be nested so deeply');
  let text = '';
  if (isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      text += `${index === 0 ? '' : ','}${writeTree(value[index], depth + 1)}`;
    }
    return `[${text}]`;
  }
  const keys = objectKeys(value);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    const item = (value as Record<string, unknown>)[key];
    if (item === undefined || typeof item === 'function' || typeof item === 'symbol') continue;
    text += `${text === '' ? '' : ','}${jsonStringify(key)}:${writeTree(item, depth + 1)}`;
  }
  return `{${text}}`;
}
