import { createHash } from 'node:crypto';
import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { promisify } from 'node:util';
import { brotliCompress, brotliDecompress, constants } from 'node:zlib';

export interface StoreLimits {
  maxStoredSnippetBytes: number;
}

const compress = promisify(brotliCompress);
const decompress = promisify(brotliDecompress);

/** A text of 300 KiB takes 10 ms; the best quality would take half a second for a tenth less. */
const PARAMS = { [constants.BROTLI_PARAM_QUALITY]: 5 };

/** 120 bits: an id cannot be guessed, and two snippets do not meet in one. */
const ID_BYTES = 15;

/**
 * Snippets for ever: one is never changed and never deleted, because a link
 * that somebody sent must lead where it led. So a full store refuses what is
 * new. The id is a digest of the text, and the same text takes one place.
 */
export class SnippetStore {
  readonly #limits: StoreLimits;
  readonly #insert: StatementSync;
  readonly #select: StatementSync;
  #storedBytes: number;

  constructor(database: DatabaseSync, limits: StoreLimits) {
    this.#limits = limits;
    database.exec(
      'CREATE TABLE IF NOT EXISTS snippet (id TEXT PRIMARY KEY, body BLOB NOT NULL, createdAtMs INTEGER NOT NULL) STRICT',
    );
    this.#insert = database.prepare('INSERT INTO snippet VALUES (?, ?, ?) ON CONFLICT DO NOTHING');
    this.#select = database.prepare('SELECT body FROM snippet WHERE id = ?');
    const sum = database.prepare('SELECT coalesce(sum(length(body)), 0) AS bytes FROM snippet').get();
    this.#storedBytes = Number(sum?.['bytes'] ?? 0);
  }

  /** Its id; `undefined` when there is no room. */
  async keep(text: string, nowMs: number): Promise<string | undefined> {
    const id = createHash('sha256').update(text).digest().subarray(0, ID_BYTES).toString('base64url');
    const body = await compress(text, { params: PARAMS });
    if (this.#select.get(id) !== undefined) return id;
    if (this.#storedBytes + body.length > this.#limits.maxStoredSnippetBytes) return undefined;
    this.#insert.run(id, body, nowMs);
    this.#storedBytes += body.length;
    return id;
  }

  async read(id: string): Promise<string | undefined> {
    const body = this.#select.get(id)?.['body'];
    return body instanceof Uint8Array ? (await decompress(body)).toString() : undefined;
  }
}
