import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EvalFlags, QuickJS, type JSValueHandle, type QuickJSOptions, type Snapshot } from 'quickjs-wasi';
import type { RunnerLimits } from '../runner-protocol.ts';

/** The compiled WebAssembly of the engine: compiled once, shared by all workers of a runner. */
export interface EngineModules {
  engine: WebAssembly.Module;
  extensions: { name: string; wasm: WebAssembly.Module }[];
}

/** A guest that has run its library and nothing else. Its memory is shared between threads and read only. */
export interface GuestSnapshot {
  image: Snapshot;
  /** Stretches of the memory that hold something, as offsets; the rest is zero. */
  filledRanges: [start: number, end: number][];
  /** Handles to the exports of `guest/runtime/boot.ts`, which survive a restore. */
  entries: Record<GuestEntry, number>;
}

export const GUEST_ENTRIES = ['deliver', 'seed', 'positions', 'watch', 'noteRejection', 'reportRejections'] as const;
export type GuestEntry = (typeof GUEST_ENTRIES)[number];

/**
 * Free memory that the image ends with. An engine that is reset keeps the size of its memory, while its allocator
 * forgets what it had grown to and would grow anew in each run, until the engine had to be thrown away.
 */
const HEADROOM_BYTES = 256 * 1024;

const EXTENSIONS = ['url', 'encoding', 'structured-clone'];
const SERVER_FOLDER = new URL('../../../', import.meta.url);
const BOOT_MODULE = 'sandbox/guest/runtime/boot.ts';
/** The name that a handler imports stands for this module. */
const PUBLIC_NAME = 'playground';
const PUBLIC_MODULE = 'sandbox/guest/playground/index.ts';

export function loadEngineModules(): EngineModules {
  const compile = (specifier: string) =>
    new WebAssembly.Module(readFileSync(fileURLToPath(import.meta.resolve(specifier))));
  return {
    engine: compile('quickjs-wasi/quickjs.wasm'),
    extensions: EXTENSIONS.map((name) => ({ name, wasm: compile(`quickjs-wasi/${name}.so`) })),
  };
}

/** What every engine is made with. The snapshot is taken under the same options, so restoring changes nothing in it. */
export function engineOptions(modules: EngineModules, limits: RunnerLimits, hooks: EngineHooks): QuickJSOptions {
  return {
    wasm: modules.engine,
    extensions: modules.extensions,
    memoryLimit: limits.guestMemoryBytes,
    maxStackSize: limits.guestStackBytes,
    interruptHandler: hooks.isInterrupted,
    onUnhandledRejection: hooks.onRejection,
    moduleLoader: { normalize: hooks.resolveImport, load: hooks.loadModule },
    timezoneOffset: 0,
  };
}

export interface EngineHooks {
  isInterrupted(): boolean;
  /** Called within a turn. `isHandled` takes an earlier call for the same promise back. */
  onRejection(promise: JSValueHandle, reason: JSValueHandle, isHandled: boolean): void;
  /** What these two throw reaches the guest: it must be a string, because an `Error` carries paths of this machine. */
  resolveImport(importer: string, specifier: string): string;
  loadModule(name: string): string;
}

export async function takeGuestSnapshot(modules: EngineModules, limits: RunnerLimits): Promise<GuestSnapshot> {
  const vm = await QuickJS.create(
    engineOptions(modules, limits, {
      isInterrupted: () => false,
      onRejection: () => {},
      resolveImport: resolveGuestImport,
      loadModule: (name) => readGuestModule(name === PUBLIC_NAME ? PUBLIC_MODULE : name),
    }),
  );
  vm.newFunction('hostPost', () => vm.undefined).consume((post) => vm.setProp(vm.global, 'hostPost', post));
  const exports = await evaluateModule(vm, readGuestModule(BOOT_MODULE), BOOT_MODULE);
  const entries = {} as Record<GuestEntry, number>;
  for (const name of GUEST_ENTRIES) entries[name] = vm.exportHandle(exports.getProp(name));
  exports.dispose();
  vm.evalCode(`new ArrayBuffer(${HEADROOM_BYTES})`).dispose();
  vm.runGC();
  const image = vm.snapshot();
  const shared = new Uint8Array(new SharedArrayBuffer(image.memory.byteLength));
  shared.set(image.memory);
  return {
    image: { ...image, memory: shared as Uint8Array as Uint8Array<ArrayBuffer> },
    filledRanges: findFilledRanges(image.memory),
    entries,
  };
}

async function evaluateModule(vm: QuickJS, source: string, name: string): Promise<JSValueHandle> {
  const promise = vm.evalCode(source, name, EvalFlags.TYPE_MODULE);
  vm.executePendingJobs();
  const result = await vm.resolvePromise(promise);
  promise.dispose();
  if ('error' in result) throw new Error(`The guest library failed to load: ${JSON.stringify(vm.dump(result.error))}`);
  return result.value;
}

/** Names are paths below `playground-server`, of which the guest takes its own folder and `#asgi`. */
function resolveGuestImport(importer: string, specifier: string): string {
  if (specifier.startsWith('#asgi/')) return specifier.slice(1);
  const path = posix.join(posix.dirname(importer === PUBLIC_NAME ? PUBLIC_MODULE : importer), specifier);
  return path === PUBLIC_MODULE ? PUBLIC_NAME : path;
}

function readGuestModule(path: string): string {
  return stripTypeScriptTypes(readFileSync(new URL(path, SERVER_FOLDER), 'utf8'));
}

const PAGE_BYTES = 4096;

function findFilledRanges(memory: Uint8Array): [number, number][] {
  const ranges: [number, number][] = [];
  const words = new BigUint64Array(memory.buffer, memory.byteOffset, memory.byteLength / 8);
  for (let start = 0; start < memory.byteLength; start += PAGE_BYTES) {
    const isFilled = words.subarray(start / 8, (start + PAGE_BYTES) / 8).some((word) => word !== 0n);
    if (!isFilled) continue;
    const last = ranges.at(-1);
    if (last?.[1] === start) last[1] = start + PAGE_BYTES;
    else ranges.push([start, start + PAGE_BYTES]);
  }
  return ranges;
}
