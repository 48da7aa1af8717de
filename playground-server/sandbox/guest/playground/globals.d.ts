// What a handler has besides the language itself. Read by the editor only.

/** Writes to the timeline of the run. */
declare var console: {
  log(...values: unknown[]): void;
  info(...values: unknown[]): void;
  warn(...values: unknown[]): void;
  error(...values: unknown[]): void;
  debug(...values: unknown[]): void;
};

/** Calls `callback` once, after at least `milliseconds`, and never sooner than after 4. */
declare function setTimeout<Arguments extends unknown[]>(
  callback: (...args: Arguments) => void,
  milliseconds?: number,
  ...args: Arguments
): number;
/** Calls `callback` every `milliseconds`, and never more often than every 4. */
declare function setInterval<Arguments extends unknown[]>(
  callback: (...args: Arguments) => void,
  milliseconds?: number,
  ...args: Arguments
): number;
declare function clearTimeout(id: number | undefined): void;
declare function clearInterval(id: number | undefined): void;
/** Calls `callback` after the code that runs now, before any timer. */
declare function queueMicrotask(callback: () => void): void;

/** A copy of a value, with its maps, dates and cycles. */
declare function structuredClone<Value>(value: Value): Value;
/** Base64 of a string whose characters are all below U+0100. */
declare function btoa(text: string): string;
/** The characters that a base64 text stands for. */
declare function atob(base64: string): string;

/** Encodes text as UTF-8. */
declare class TextEncoder {
  readonly encoding: 'utf-8';
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

/** Decodes UTF-8. */
declare class TextDecoder {
  constructor(label?: string, options?: { fatal?: boolean; ignoreBOM?: boolean });
  readonly encoding: string;
  decode(bytes?: ArrayBuffer | ArrayBufferView): string;
}

declare class URL {
  constructor(url: string | URL, base?: string | URL);
  static canParse(url: string | URL, base?: string | URL): boolean;
  href: string;
  readonly origin: string;
  protocol: string;
  username: string;
  password: string;
  host: string;
  hostname: string;
  port: string;
  pathname: string;
  search: string;
  readonly searchParams: URLSearchParams;
  hash: string;
  toString(): string;
  toJSON(): string;
}

declare class URLSearchParams implements Iterable<[name: string, value: string]> {
  constructor(init?: string | Record<string, string> | Iterable<[string, string]>);
  readonly size: number;
  append(name: string, value: string): void;
  delete(name: string, value?: string): void;
  get(name: string): string | null;
  getAll(name: string): string[];
  has(name: string, value?: string): boolean;
  set(name: string, value: string): void;
  sort(): void;
  toString(): string;
  forEach(callback: (value: string, name: string) => void): void;
  entries(): IterableIterator<[string, string]>;
  keys(): IterableIterator<string>;
  values(): IterableIterator<string>;
  [Symbol.iterator](): IterableIterator<[string, string]>;
}
