import type { z } from 'zod';

/** Undefined when nothing is kept, when storage is forbidden, or what it holds is from another time. */
export function readStored<Value>(storage: Storage, key: string, schema: z.ZodType<Value>): Value | undefined {
  try {
    return schema.safeParse(JSON.parse(storage.getItem(key) ?? 'null')).data;
  } catch {
    return undefined;
  }
}

/** Forgets what is kept when `value` is undefined. A full or forbidden storage must not stop the visitor. */
export function writeStored(storage: Storage, key: string, value: unknown): void {
  try {
    if (value === undefined) storage.removeItem(key);
    else storage.setItem(key, JSON.stringify(value));
  } catch {
    // It is still in the hands of this page.
  }
}
