// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.

/**
 * What this library needs of the language, taken before a handler runs. A
 * handler may replace `JSON.stringify` or `Promise.prototype.then`: then its
 * own calls change, and the messages of the library do not.
 */

const { call } = Function.prototype;

/** `uncurryThis(String.prototype.slice)('abc', 1)` is `'bc'`, whatever happens to the prototype later. */
function uncurryThis<This, Arguments extends unknown[], Result>(
  method: (this: This, ...args: Arguments) => Result,
): (self: This, ...args: Arguments) => Result {
  return call.bind(method) as (self: This, ...args: Arguments) => Result;
}

export const jsonParse = JSON.parse;
export const jsonStringify = JSON.stringify;
export const IntrinsicPromise = Promise;
export const promiseThen = uncurryThis(Promise.prototype.then) as <T>(
  promise: Promise<T>,
  onFulfilled: (value: T) => void,
  onRejected: (reason: unknown) => void,
) => Promise<void>;
export const stringIndexOf = uncurryThis(String.prototype.indexOf);
export const stringSlice = uncurryThis(String.prototype.slice);
export const stringCharCodeAt = uncurryThis(String.prototype.charCodeAt);
export const stringSplit = uncurryThis(String.prototype.split) as unknown as (
  text: string,
  separator: string,
) => string[];
export const stringToLowerCase = uncurryThis(String.prototype.toLowerCase);
export const regExpExec = uncurryThis(RegExp.prototype.exec);
/** Walks an array without its iterator, which a handler may have replaced. */
export const arrayForEach = uncurryThis(Array.prototype.forEach) as <Item>(
  items: readonly Item[],
  visit: (item: Item, index: number) => void,
) => void;
export const arrayJoin = uncurryThis(Array.prototype.join);
export const objectKeys = Object.keys;
export const getPrototypeOf = Object.getPrototypeOf as (value: object) => object | null;
export const isArray = Array.isArray;
export const hasOwn = Object.hasOwn;

/** A record without a prototype: a key that a handler adds to `Object.prototype` is not in it. */
export const emptyRecord = Object.create.bind(null, null) as <Value>() => Record<string | number, Value>;
