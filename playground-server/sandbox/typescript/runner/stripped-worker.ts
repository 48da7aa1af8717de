import { readdirSync, readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { Worker, type WorkerOptions } from 'node:worker_threads';

/**
 * Each thread that imports TypeScript loads Node's compiler for itself: 8 MB
 * and 30 ms a worker. So the sources of this folder are stripped once, here,
 * and a worker is given the JavaScript.
 */
const sources = new Map(
  readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.ts'))
    .map((name) => {
      const url = new URL(name, import.meta.url);
      return [url.href, stripTypeScriptTypes(readFileSync(url, 'utf8'))] as const;
    }),
);

const BOOT = `
const { registerHooks } = require('node:module');
const { sources, entry } = require('node:worker_threads').workerData;
registerHooks({
  load(url, context, next) {
    const source = sources.get(url);
    return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true };
  },
});
import(entry);
`;

/** Starts a module of this folder as a worker; it finds `data` in `workerData.data`. */
export function startStrippedWorker(name: string, data: unknown, options: WorkerOptions): Worker {
  const entry = new URL(name, import.meta.url).href;
  return new Worker(BOOT, { ...options, eval: true, workerData: { sources, entry, data } });
}
