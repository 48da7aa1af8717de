// Runs inside the sandbox. No DOM, no node: imports.

type Init = string | Record<string, string> | Iterable<[string, string]>;

const EngineSearchParams = URLSearchParams;

/** The engine's own class takes a string only. */
class SearchParams extends EngineSearchParams {
  constructor(init: Init = '') {
    super(typeof init === 'string' ? init : '');
    if (typeof init !== 'object') return;
    const pairs = Symbol.iterator in init ? init : Object.entries(init);
    for (const [name, value] of pairs) this.append(name, value);
  }
}

/** Completes what the engine's `URL` and `URLSearchParams` leave out. */
export function completeUrlGlobals(): void {
  Object.defineProperty(SearchParams, 'name', { value: 'URLSearchParams' });
  Object.defineProperty(globalThis, 'URLSearchParams', { value: SearchParams, writable: true, configurable: true });
  defineSearchParams();
}

/**
 * The engine's `URL` has no `searchParams`. This one writes back to its URL
 * when it is changed; a change of `url.search` gives a new object.
 */
function defineSearchParams(): void {
  const known = new WeakMap<URL, { search: string; params: URLSearchParams }>();
  Object.defineProperty(URL.prototype, 'searchParams', {
    configurable: true,
    enumerable: true,
    get(this: URL): URLSearchParams {
      const { search } = this;
      const cached = known.get(this);
      if (cached?.search === search) return cached.params;
      const entry = { search, params: new SearchParams(search) };
      known.set(this, entry);
      writeBack(entry.params, () => {
        this.search = `${entry.params}`;
        entry.search = this.search;
      });
      return entry.params;
    },
  });
}

const MUTATORS = ['append', 'delete', 'set', 'sort'] as const;

function writeBack(params: URLSearchParams, onChange: () => void): void {
  for (const name of MUTATORS) {
    const original = params[name] as (this: URLSearchParams, ...args: unknown[]) => void;
    Object.defineProperty(params, name, {
      configurable: true,
      writable: true,
      value(...args: unknown[]): void {
        original.apply(params, args);
        onChange();
      },
    });
  }
}
