/**
 * Writes a `.br` and a `.gz` beside each text file of a build, so that the
 * server sends a stored answer instead of compressing the same file for each visitor.
 *
 * Usage: node scripts/precompress.ts <folder>
 */
import { glob, readFile, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

/** Images and fonts are compressed already, and so is the search index, whose reader undoes it itself. */
const TEXT_FILES = '**/*.{html,css,js,mjs,json,svg,xml,txt,map,ttf,wasm}';

/** Below this, the header of the compressed answer eats what was saved. */
const MIN_BYTES = 512;

/** A page waits for its HTML alone, which level 11 makes 10 % smaller; it takes five times as long, so all else has 9. */
const brotliQuality = (file: string): number => (file.endsWith('.html') ? 11 : 9);

const toBrotli = promisify(brotliCompress);
const toGzip = promisify(gzip);

async function precompress(file: string): Promise<void> {
  const original = await readFile(file);
  if (original.length < MIN_BYTES) return;
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: brotliQuality(file),
    [constants.BROTLI_PARAM_SIZE_HINT]: original.length,
  };
  await Promise.all([
    toBrotli(original, { params }).then((bytes) => writeFile(`${file}.br`, bytes)),
    toGzip(original, { level: constants.Z_BEST_COMPRESSION }).then((bytes) => writeFile(`${file}.gz`, bytes)),
  ]);
}

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('Usage: node scripts/precompress.ts <folder>');
  process.exit(1);
}

const startedMs = performance.now();
let files = 0;
const pending = new Set<Promise<void>>();
for await (const name of glob(TEXT_FILES, { cwd: folder })) {
  files += 1;
  const work = precompress(join(folder, name)).finally(() => pending.delete(work));
  pending.add(work);
  if (pending.size >= availableParallelism() * 2) await Promise.race(pending);
}
await Promise.all(pending);
console.log(`Compressed ${files} files in ${((performance.now() - startedMs) / 1000).toFixed(1)} s.`);
