// Runs inside the sandbox. No DOM, no node: imports.
import { arrayJoin, getPrototypeOf, isArray, jsonStringify, objectKeys } from '../playground/intrinsics.ts';

const MAX_DEPTH = 3;
const MAX_ITEMS = 100;

/** The arguments of a `console` call as one line of text. */
export function formatArguments(values: readonly unknown[]): string {
  const parts: string[] = [];
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index];
    parts[index] = typeof value === 'string' ? value : formatValue(value);
  }
  return arrayJoin(parts, ' ');
}

/** A value as a console shows it. Whatever a getter or a proxy does, the result is a string. */
export function formatValue(value: unknown, depth = 0, parents: readonly object[] = []): string {
  try {
    return format(value, depth, parents);
  } catch {
    return '[value that throws when it is read]';
  }
}

function format(value: unknown, depth: number, parents: readonly object[]): string {
  if (typeof value === 'string') return jsonStringify(value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'symbol') return String(value);
  if (typeof value === 'function') return value.name === '' ? '[function]' : `[function ${value.name}]`;
  if (typeof value !== 'object' || value === null) return Object.is(value, -0) ? '-0' : `${value}`;
  if (parents.includes(value)) return '[circular]';
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value instanceof Date || value instanceof RegExp || value instanceof URL) return String(value);
  if (value instanceof Promise) return 'Promise';
  const name = className(value);
  if (depth >= MAX_DEPTH) return isArray(value) ? '[…]' : `${name}{…}`;
  const inner = [...parents, value];
  const nested = (item: unknown) => formatValue(item, depth + 1, inner);
  if (isArray(value) || ArrayBuffer.isView(value)) {
    const items = Array.from(value as ArrayLike<unknown>);
    return `${isArray(value) ? '' : `${name}(${items.length}) `}[${list(items, nested)}]`;
  }
  if (value instanceof Map)
    return `Map(${value.size}) {${list([...value], ([key, item]) => `${nested(key)} => ${nested(item)}`)}}`;
  if (value instanceof Set) return `Set(${value.size}) {${list([...value], nested)}}`;
  const record = value as Record<string, unknown>;
  return `${name}{${list(objectKeys(value), (key) => `${key}: ${nested(record[key])}`)}}`;
}

function list<Item>(items: readonly Item[], show: (item: Item) => string): string {
  if (items.length === 0) return '';
  const shown = items.slice(0, MAX_ITEMS).map(show);
  if (items.length > MAX_ITEMS) shown.push(`… ${items.length - MAX_ITEMS} more`);
  return ` ${arrayJoin(shown, ', ')} `;
}

function className(value: object): string {
  const prototype = getPrototypeOf(value) as { constructor?: { name?: unknown } } | null;
  const name = prototype?.constructor?.name;
  return typeof name !== 'string' || name === 'Object' || name === '' ? '' : `${name} `;
}
