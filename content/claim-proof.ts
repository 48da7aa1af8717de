// Runs in the browser and on the server. No DOM, no node: imports.
import { STANDARDS } from './standards.ts';

/** What shows that a sentence is true, as an author names it in `<Claim by="…">`. */
export type ClaimProof =
  /** A folder of `content/examples`: it runs. */
  | { kind: 'example'; slug: string }
  /** An ordering that was run on real servers. */
  | { kind: 'truth'; id: string }
  /** A table of `content/` that a test compares with its source. */
  | { kind: 'table'; name: TableName }
  /** A file of `content/snippets`: it runs. */
  | { kind: 'snippet'; file: string }
  /** A text that says what must be. */
  | { kind: 'spec'; title: string; url: string };

export const TABLES = ['close-codes', 'endpoints', 'server-profiles', 'measurements', 'reconnect-storm'] as const;
export type TableName = (typeof TABLES)[number];

/** Reads the value of `by`: proofs with spaces between them. Throws at a form that means nothing. */
export function parseProofs(by: string): ClaimProof[] {
  return by.trim().split(/\s+/).map(parseProof);
}

function parseProof(text: string): ClaimProof {
  const [, kind, rest = ''] = /^(truth|table|snippet|spec):(.+)$/.exec(text) ?? [];
  switch (kind) {
    case undefined:
      if (/^[a-z\d-]+$/.test(text)) return { kind: 'example', slug: text };
      break;
    case 'truth':
      return { kind, id: rest };
    case 'snippet':
      return { kind, file: rest };
    case 'table': {
      const name = TABLES.find((table) => table === rest);
      if (name !== undefined) return { kind, name };
      break;
    }
    case 'spec': {
      const [name = '', fragment = ''] = rest.split(/(?=#)/);
      if (name in STANDARDS) {
        const { title, url } = STANDARDS[name as keyof typeof STANDARDS];
        return { kind, title, url: url + fragment };
      }
    }
  }
  throw new Error(`<Claim by="${text}">: name an example, truth:…, table:…, snippet:… or spec:….`);
}
