// Runs inside the sandbox. No DOM, no node: imports.
import { isArray, jsonStringify, objectKeys } from '../playground/intrinsics.ts';

/** Deeper than any ASGI message; the session refuses what is deeper still. */
const MAX_DEPTH = 16;

/**
 * A message as JSON. Unlike `JSON.stringify` it calls no `toJSON`, which a
 * handler may have put on `Object.prototype`, and it refuses depth.
 */
export function writeJson(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return jsonStringify(value) ?? 'null';
  if (depth === MAX_DEPTH) throw new RangeError('A message may not be nested so deeply');
  let text = '';
  if (isArray(value)) {
    for (let index = 0; index < value.length; index += 1) {
      text += `${index === 0 ? '' : ','}${writeJson(value[index], depth + 1)}`;
    }
    return `[${text}]`;
  }
  const keys = objectKeys(value);
  for (let index = 0; index < keys.length; index += 1) {
    const key = keys[index] ?? '';
    const item = (value as Record<string, unknown>)[key];
    if (item === undefined || typeof item === 'function' || typeof item === 'symbol') continue;
    text += `${text === '' ? '' : ','}${jsonStringify(key)}:${writeJson(item, depth + 1)}`;
  }
  return `{${text}}`;
}
