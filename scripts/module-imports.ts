import { isBuiltin } from 'node:module';
import { posix } from 'node:path';
import ts from 'typescript';
import type { Import } from './boundaries.ts';

export interface LocatedImport extends Import {
  line: number;
}

/**
 * Every import of one module: static, dynamic and re-export, of values and of types.
 *
 * @param path of the module, from the root
 * @param aliases the `imports` of package.json
 */
export function moduleImports(path: string, text: string, aliases: Readonly<Record<string, string>>): LocatedImport[] {
  const source = ts.createSourceFile(
    path,
    path.endsWith('.astro') ? scriptsOf(text) : text,
    ts.ScriptTarget.Latest,
    true,
    ts.ScriptKind.TSX,
  );
  const found: LocatedImport[] = [];
  const visit = (node: ts.Node): void => {
    const specifier = specifierOf(node);
    if (specifier !== undefined) {
      found.push({
        specifier: specifier.text,
        target: resolve(path, specifier.text, aliases),
        inert: /\?(.*&)?raw\b/.test(specifier.text) || isTypeOnly(node),
        line: source.getLineAndCharacterOfPosition(specifier.getStart()).line + 1,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function specifierOf(node: ts.Node): ts.StringLiteralLike | undefined {
  let candidate: ts.Node | undefined;
  if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) candidate = node.moduleSpecifier;
  else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) candidate = node.argument.literal;
  else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    candidate = node.arguments[0];
  }
  return candidate !== undefined && ts.isStringLiteralLike(candidate) ? candidate : undefined;
}

function isTypeOnly(node: ts.Node): boolean {
  if (ts.isImportTypeNode(node)) return true;
  if (ts.isExportDeclaration(node)) return node.isTypeOnly;
  return ts.isImportDeclaration(node) && node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
}

function resolve(importer: string, specifier: string, aliases: Readonly<Record<string, string>>): Import['target'] {
  const [bare = ''] = specifier.split('?');
  if (bare.startsWith('.')) return { kind: 'file', path: posix.join(posix.dirname(importer), bare) };
  for (const [alias, target] of Object.entries(aliases)) {
    const prefix = alias.replace(/\*$/, '');
    const matches = alias.endsWith('*') ? bare.startsWith(prefix) : bare === alias;
    if (matches) return { kind: 'file', path: posix.normalize(target.replace('*', bare.slice(prefix.length))) };
  }
  if (isBuiltin(bare)) return { kind: 'package', name: bare.startsWith('node:') ? bare : `node:${bare}` };
  return { kind: 'package', name: bare.split('/', bare.startsWith('@') ? 2 : 1).join('/') };
}

/** An Astro file without its markup: front matter and `<script>`s, on their own lines. */
function scriptsOf(text: string): string {
  const parts = /^---\n([\s\S]*?)\n---|<script\b[^>]*>([\s\S]*?)<\/script>/g;
  let code = '';
  let end = 0;
  for (const match of text.matchAll(parts)) {
    const script = match[1] ?? match[2] ?? '';
    const start = match.index + match[0].indexOf(script);
    code += blank(text.slice(end, start)) + script;
    end = start + script.length;
  }
  return code + blank(text.slice(end));
}

function blank(text: string): string {
  return text.replaceAll(/[^\n]/g, ' ');
}
