import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** The manifest beside a built image. */
export const ImageManifest = z.strictObject({
  /** Digest of everything that the image was made from. */
  inputs: z.string(),
  /** Of Python and the packages that a learner sees, by name. */
  versions: z.record(z.string(), z.string()),
  /** SHA-256 of each file, by path. */
  files: z.record(z.string(), z.string()),
});
export type ImageManifest = z.infer<typeof ImageManifest>;

/** What a Python guest is started from: Deno, and a folder that it may read. */
export interface PythonImage {
  folder: string;
  deno: string;
  versions: Readonly<Record<string, string>>;
}

export type OpenedImage = { ok: true; image: PythonImage } | { ok: false; reason: string };

export const MANIFEST = 'image.json';
/** The command that a reader of `reason` is to run. */
export const BUILD_COMMAND = 'npm run build:python';

/** Where `scripts/build-python.ts` puts the image. */
export const IMAGE_FOLDER = join(import.meta.dirname, '../../../dist-python/image');

/**
 * Opens the image and compares every file with the manifest: a memory image
 * that does not belong to its library or its engine corrupts memory in silence.
 */
export function openPythonImage(folder = IMAGE_FOLDER): OpenedImage {
  const deno = findDeno();
  if (deno === undefined) return { ok: false, reason: `Deno does not come for ${process.platform} ${process.arch}.` };
  const manifest = readManifest(folder);
  if (manifest === undefined) return { ok: false, reason: `It has not been built: ${BUILD_COMMAND}` };
  const changed = Object.entries(manifest.files).find(([path, digest]) => digestOf(join(folder, path)) !== digest);
  if (changed !== undefined) return { ok: false, reason: `${changed[0]} is not what was built: ${BUILD_COMMAND}` };
  return { ok: true, image: { folder, deno, versions: manifest.versions } };
}

export function readManifest(folder: string): ImageManifest | undefined {
  try {
    return ImageManifest.safeParse(JSON.parse(readFileSync(join(folder, MANIFEST), 'utf8'))).data;
  } catch {
    // Missing or cut short: not built.
    return undefined;
  }
}

/** SHA-256 of a file; `undefined` where there is none. */
export function digestOf(path: string): string | undefined {
  try {
    return createHash('sha256').update(readFileSync(path)).digest('hex');
  } catch {
    return undefined;
  }
}

/** The program itself, without the wrapper script of the package `deno`. */
export function findDeno(): string | undefined {
  const flavour = process.platform === 'linux' ? '-glibc' : '';
  try {
    const manifest = createRequire(import.meta.url).resolve(
      `@deno/${process.platform}-${process.arch}${flavour}/package.json`,
    );
    return join(dirname(manifest), 'deno');
  } catch {
    return undefined;
  }
}
