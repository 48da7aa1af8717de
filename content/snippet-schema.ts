// Runs in the browser and on the server. No DOM, no node: imports.
import { z } from 'zod';

/** One file of a folder of `content/snippets`, and how a test runs it. */
export const Snippet = z
  .strictObject({
    file: z.string(),
    /** The example that is served while it runs; the file finds it through `BASE` and `PATH_`. */
    example: z.string().optional(),
    /** Texts that must come in this order in what it prints. */
    prints: z.array(z.string()).default([]),
    exits: z.int().default(0),
    /** For a program that keeps quiet unless it writes to a terminal. */
    terminal: z.boolean().default(false),
    /** A program that must be on the machine; the test says so where it is not. */
    needs: z.string().optional(),
    /** The file that imports it, and so runs it. */
    partOf: z.string().optional(),
  })
  .refine(
    ({ partOf, prints }) => partOf !== undefined || prints.length > 0,
    'prints something, or is part of a file that does',
  );
export type Snippet = z.infer<typeof Snippet>;

/** The file `snippets.yaml`. */
export const SnippetFolder = z.array(Snippet);

/** The lines between `region name` and `endregion`, without their common indentation; the whole text without a name. */
export function regionOf(text: string, name: string | undefined): string {
  const lines = text.replace(/\n$/, '').split('\n');
  const isMark = (line: string): boolean => /^\s*(#|\/\/|<!--)\s*(region|endregion)\b/.test(line);
  if (name === undefined) return lines.filter((line) => !isMark(line)).join('\n');
  const start = lines.findIndex((line) => new RegExp(`(#|//|<!--)\\s*region ${name}\\b`).test(line));
  if (start === -1) throw new Error(`There is no region "${name}".`);
  const length = lines.slice(start + 1).findIndex((line) => /(#|\/\/|<!--)\s*endregion\b/.test(line));
  if (length === -1) throw new Error(`The region "${name}" has no end.`);
  const region = lines.slice(start + 1, start + 1 + length).filter((line) => !isMark(line));
  const indents = region.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const common = Math.min(...indents);
  return region.map((line) => line.slice(common)).join('\n');
}
