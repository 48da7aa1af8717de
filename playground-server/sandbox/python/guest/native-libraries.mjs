// Runs inside the sandbox, in Deno.
import { fingerprint, mustEqual } from './check.mjs';
import { fillHeap } from './heap-pages.mjs';

/**
 * Snapshots of a Python that has loaded native libraries (Pydantic's core).
 *
 * A heap holds indexes into the table of WebAssembly functions and addresses
 * inside the data of each library. `loadPyodide({ _loadSnapshot })` restores the
 * heap alone. So before it does, each library is put where it was: same memory
 * base, same table base, same dlopen handle. `preRun` is the moment for it: the
 * table has its static length, and memory is still handed out from the end of
 * the program's own data.
 */

/** The four words of Emscripten's dlopen record, which starts with a header of three words. */
function placeOf(emscripten, handle) {
  const first = handle / 4 + 3;
  const [memoryBase, memoryBytes, tableBase, tableLength] = emscripten.HEAPU32.subarray(first, first + 4);
  return { memoryBase, memoryBytes, tableBase, tableLength };
}

/** Which address or table slot each symbol resolved to that the library imports by name. */
function symbolsOf(emscripten, library) {
  const names = WebAssembly.Module.imports(library)
    .filter(({ module }) => module === 'GOT.mem' || module === 'GOT.func')
    .map(({ name }) => name);
  return fingerprint(names.map((name) => `${name}=${emscripten.GOTHandler.get(new Set([name]), name).value}`).join());
}

/** A WebAssembly function's name is its index in its own module, so this tells which function sits in which slot. */
function tableOf(emscripten) {
  const names = [];
  for (let slot = 0; slot < emscripten.wasmTable.length; slot += 1)
    names.push(emscripten.wasmTable.get(slot)?.name ?? '');
  return fingerprint(names.join());
}

/** What `placeLibraries` needs, asked after the imports and right before the snapshot is made. */
export function describeLibraries(emscripten, tableLengthAtPreRun) {
  const { loadedLibsByHandle, loadedLibsByName } = emscripten.LDSO;
  const libraries = Object.entries(loadedLibsByHandle)
    .filter(([handle]) => handle !== '0')
    .map(([key, library]) => {
      mustEqual(`${library.name} being loaded for everybody`, library.global, false);
      const handle = Number(key);
      const module = new WebAssembly.Module(emscripten.FS.readFile(library.name));
      return {
        path: library.name,
        handle,
        ...placeOf(emscripten, handle),
        symbols: symbolsOf(emscripten, module),
        exports: fingerprint(Object.keys(library.exports).join()),
      };
    })
    .toSorted((a, b) => a.tableBase - b.tableBase);
  mustEqual('the number of libraries with a handle', libraries.length, Object.keys(loadedLibsByName).length - 1);
  mustEqual('the number of free slots in the table', emscripten.freeTableIndexes.length, 0);
  return {
    heapBytes: emscripten.HEAP8.length,
    heapBase: emscripten.___heap_base,
    tableLengthAtPreRun,
    tableLength: emscripten.wasmTable.length,
    table: tableOf(emscripten),
    libraries,
  };
}

/** The preRun step of a restore. `modules` are the compiled libraries by path, `pageFile` the open file of pages. */
export function placeLibraries(emscripten, image, modules, pageFile) {
  mustEqual('the length of the table', emscripten.wasmTable.length, image.tableLengthAtPreRun);
  mustEqual('the base of the heap', emscripten.___heap_base, image.heapBase);
  emscripten.growMemory(image.heapBytes);
  mustEqual('the size of the heap', emscripten.HEAP8.length, image.heapBytes);

  const breakWord = emscripten._emscripten_get_sbrk_ptr() / 4;
  const breakBefore = emscripten.HEAPU32[breakWord];
  for (const library of image.libraries) placeLibrary(emscripten, library, modules[library.path]);
  // What is allocated from here to the restore must lie where it lay without libraries.
  emscripten.HEAPU32[breakWord] = breakBefore;
  mustEqual('the length of the table with libraries', emscripten.wasmTable.length, image.tableLength);
  mustEqual('the content of the table', tableOf(emscripten), image.table);

  const restoreHead = emscripten.API.restoreSnapshot;
  emscripten.API.restoreSnapshot = (head) => {
    const state = restoreHead(head);
    const dirty = [
      [0, emscripten.HEAPU32[breakWord]],
      ...image.libraries.map(({ memoryBase, memoryBytes }) => [memoryBase, memoryBase + memoryBytes]),
    ];
    fillHeap(emscripten.HEAPU8, image.runs, dirty, pageFile);
    return state;
  };
}

function placeLibrary(emscripten, library, module) {
  const { path, handle, memoryBase, memoryBytes } = library;
  const free = emscripten.getMemory(0);
  if (memoryBase < free)
    throw new Error(`The snapshot does not fit: ${path} must lie at ${memoryBase}, which is in use.`);
  // The next request is answered with `memoryBase`.
  emscripten.getMemory(memoryBase - free);
  mustEqual(`the table base of ${path}`, emscripten.wasmTable.length, library.tableBase);
  const scope = {};
  const options = { global: false, nodelete: true, loadAsync: false };
  const exports = emscripten.loadWebAssemblyModule(module, options, path, scope);
  Object.assign(scope, exports);
  emscripten.newDSO(path, handle, exports).global = false;
  if (emscripten.getMemory(0) < memoryBase + memoryBytes)
    throw new Error(`The snapshot does not fit: ${path} has less data.`);
  mustEqual(`the symbols of ${path}`, symbolsOf(emscripten, module), library.symbols);
  mustEqual(`the exports of ${path}`, fingerprint(Object.keys(exports).join()), library.exports);
}

/** After the restore, the heap's own records must agree with where the libraries were put. */
export function checkLibraries(emscripten, image) {
  mustEqual('the length of the table after the restore', emscripten.wasmTable.length, image.tableLength);
  for (const { path, handle, memoryBase, tableBase } of image.libraries) {
    const place = placeOf(emscripten, handle);
    mustEqual(`the recorded memory base of ${path}`, place.memoryBase, memoryBase);
    mustEqual(`the recorded table base of ${path}`, place.tableBase, tableBase);
  }
}
