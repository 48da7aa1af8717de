// Runs inside the sandbox, in Deno.
import createPyodideModule from './pyodide/pyodide.asm.mjs';
import { loadPyodide } from './pyodide/pyodide.mjs';
import { checkLibraries, placeLibraries } from './native-libraries.mjs';

const folder = new URL('.', import.meta.url).pathname;

/** A Python with everything imported. Needs leave to read its own folder and nothing else. */
export async function restorePython({ onOutput }) {
  const image = JSON.parse(Deno.readTextFileSync(`${folder}snapshot.json`));
  const modules = Object.fromEntries(
    await Promise.all(
      image.libraries.map(async ({ path }) => [
        path,
        await WebAssembly.compile(Deno.readFileSync(`${folder}lib${path}`)),
      ]),
    ),
  );
  let emscripten;
  const python = await loadPyodide({
    indexURL: `${folder}pyodide/`,
    _loadSnapshot: Deno.readFileSync(`${folder}snapshot.head`),
    createPyodideModule: (settings) => {
      settings.preRun.push((module) => {
        emscripten = module;
        placeLibraries(module, image, modules, Deno.openSync(`${folder}snapshot.pages`));
      });
      return createPyodideModule(settings);
    },
    stdout: (text) => onOutput('log', text),
    stderr: (text) => onOutput('error', text),
  });
  checkLibraries(emscripten, image);
  // Files are not in the image: modules that were not imported yet, and the lines of tracebacks.
  python.FS.writeFile('/site.zip', Deno.readFileSync(`${folder}site.zip`), { canOwn: true });
  return python;
}
