import { EvalFlags, QuickJS } from 'quickjs-wasi';
import { expect, test } from 'vitest';
import { LIMITS } from '#limits';
import {
  engineOptions,
  loadEngineModules,
  takeGuestSnapshot,
} from '#server/sandbox/typescript/runner/guest-snapshot.ts';
import { engineMemoryBytes, recycleEngine } from '#server/sandbox/typescript/runner/recycle-engine.ts';

const hooks = {
  isInterrupted: () => false,
  onRejection: () => {},
  resolveImport: (_importer: string, specifier: string) => specifier,
  loadModule: () => '',
};

function memoryOf(vm: QuickJS): Buffer {
  return Buffer.from((vm as unknown as { exports: { memory: WebAssembly.Memory } }).exports.memory.buffer);
}

/** How many bytes differ, and from where: a comparison of 1.6 MB prints badly. */
function differences(left: Uint8Array, right: Uint8Array): number[] {
  const places: number[] = [];
  for (let index = 0; index < Math.max(left.length, right.length) && places.length < 10; index += 1) {
    if ((left[index] ?? 0) !== (right[index] ?? 0)) places.push(index);
  }
  return places;
}

test('a recycled engine is the snapshot, byte for byte, and zero beyond it', async () => {
  const modules = loadEngineModules();
  const snapshot = await takeGuestSnapshot(modules, LIMITS);
  const options = engineOptions(modules, LIMITS, hooks);
  const vm = await QuickJS.restore(snapshot.image, options);
  vm.registerHostCallback('hostPost', () => vm.undefined);
  const restored = Uint8Array.from(memoryOf(vm));
  expect(differences(restored, snapshot.image.memory)).toEqual([]);

  const program = `import { app } from 'playground'; app.websocket('/', () => {}); globalThis.kept = []; for (let i = 0; i < 3000; i += 1) kept.push({ i, text: 'x'.repeat(i) });`;
  vm.evalCode(program, 'handler.ts', EvalFlags.TYPE_MODULE).dispose();
  vm.executePendingJobs();
  expect(engineMemoryBytes(vm)).toBeGreaterThan(restored.length);
  expect(differences(memoryOf(vm), restored)).not.toEqual([]);

  recycleEngine(vm, snapshot, options);
  expect(differences(memoryOf(vm), restored)).toEqual([]);
  expect(vm.evalCode('typeof kept').consume((handle) => handle.toString())).toBe('undefined');
}, 20_000);
