// Runs in Deno at build time, with leave to read and write its own folder only.
//
// Boots Pyodide, unpacks the wheels, imports everything that a handler may want,
// and writes: the memory image (snapshot.head, snapshot.pages, snapshot.json),
// the libraries that the image needs (lib/), and the sources (site.zip).
import createPyodideModule from './pyodide/pyodide.asm.mjs';
import { loadPyodide } from './pyodide/pyodide.mjs';
import { packPages } from './heap-pages.mjs';
import { describeLibraries } from './native-libraries.mjs';

const folder = new URL('.', import.meta.url).pathname;
let emscripten;
let tableLengthAtPreRun;
const python = await loadPyodide({
  indexURL: `${folder}pyodide/`,
  _makeSnapshot: true,
  createPyodideModule: (settings) => {
    settings.preRun.push((module) => {
      emscripten = module;
      tableLengthAtPreRun = module.wasmTable.length;
    });
    return createPyodideModule(settings);
  },
});

python.FS.mkdirTree('/wheels');
for (const { name } of Deno.readDirSync(`${folder}wheels`)) {
  python.FS.writeFile(`/wheels/${name}`, Deno.readFileSync(`${folder}wheels/${name}`));
}
python.FS.mkdirTree('/guest/_playground');
for (const path of JSON.parse(Deno.args[0]))
  python.FS.writeFile(`/guest/${path}`, Deno.readFileSync(`${folder}python/${path}`));
python.runPython(Deno.readTextFileSync(`${folder}python/unpack.py`));
Deno.writeFileSync(`${folder}site.zip`, python.FS.readFile('/site.zip'));
for (const path of python.runPython("'\\n'.join(native_paths)").split('\n')) {
  Deno.mkdirSync(`${folder}lib${path.slice(0, path.lastIndexOf('/'))}`, { recursive: true });
  Deno.writeFileSync(`${folder}lib${path}`, python.FS.readFile(path));
}
python.runPython(Deno.readTextFileSync(`${folder}python/preload.py`));

const image = describeLibraries(emscripten, tableLengthAtPreRun);
const { head, runs, pages } = packPages(python.makeMemorySnapshot());
Deno.writeFileSync(`${folder}snapshot.head`, head);
Deno.writeFileSync(`${folder}snapshot.pages`, pages);
Deno.writeTextFileSync(`${folder}snapshot.json`, JSON.stringify({ ...image, runs }));
