// Runs inside the sandbox, and is read by the editor. No DOM, no node: imports.
import { stringToLowerCase } from './intrinsics.ts';

/** The request's headers: names compare without case, and a name may occur more than once. */
export class Headers implements Iterable<[name: string, value: string]> {
  readonly #list: readonly (readonly [string, string])[];

  constructor(list: readonly (readonly [string, string])[]) {
    this.#list = list;
  }

  /** The first value of a header, or `null`. */
  get(name: string): string | null {
    return this.getAll(name)[0] ?? null;
  }

  /** All values of a header, in the order of the request. */
  getAll(name: string): string[] {
    const wanted = stringToLowerCase(`${name}`);
    const values: string[] = [];
    for (const [key, value] of this.#list) if (stringToLowerCase(key) === wanted) values[values.length] = value;
    return values;
  }

  has(name: string): boolean {
    return this.getAll(name).length > 0;
  }

  *[Symbol.iterator](): Generator<[name: string, value: string]> {
    for (const [name, value] of this.#list) yield [name, value];
  }
}
