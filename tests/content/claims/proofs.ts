import { existsSync, readFileSync } from 'node:fs';
import type { ClaimProof } from '#content/claim-proof.ts';

/** With what each handler met, which the schema of the orderings leaves out. */
const { orderings } = JSON.parse(readFileSync('tests/fixtures/recorded/orderings.json', 'utf8')) as {
  orderings: { id: string }[];
};

const EXAMPLE_FILES = ['example.yaml', 'handler.py', 'handler.ts', 'recorded.python.json', 'recorded.typescript.json'];

const TABLE_FILES: Record<Extract<ClaimProof, { kind: 'table' }>['name'], string[]> = {
  'close-codes': ['content/close-codes.ts'],
  endpoints: ['content/endpoints.ts'],
  'server-profiles': ['playground-server/asgi/server-profiles.ts'],
  measurements: ['content/measurements.ts'],
  'reconnect-storm': ['content/reconnect-storm.ts'],
};

/** All that a proof says, as one text; undefined where there is no such proof. */
export function evidence(proof: ClaimProof): string | undefined {
  switch (proof.kind) {
    case 'example': {
      const files = EXAMPLE_FILES.map((name) => `content/examples/${proof.slug}/${name}`).filter((file) =>
        existsSync(file),
      );
      return files.length === 0 ? undefined : files.map(read).join('\n');
    }
    case 'truth': {
      const ordering = orderings.find(({ id }) => id === proof.id);
      return ordering === undefined ? undefined : JSON.stringify(ordering);
    }
    case 'table': {
      const files = TABLE_FILES[proof.name].filter((file) => existsSync(file));
      return files.length === 0 ? undefined : files.map(read).join('\n');
    }
    case 'snippet': {
      const file = `content/snippets/${proof.file}`;
      if (!existsSync(file)) return undefined;
      return read(file) + read(`${file.slice(0, file.lastIndexOf('/'))}/snippets.yaml`);
    }
    case 'spec':
      return proof.url;
  }
}

const read = (file: string): string => readFileSync(file, 'utf8');
