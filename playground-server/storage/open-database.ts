import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';

/** The folder's name that stands for no folder: what is stored is gone with the process. */
export const NO_FOLDER = 'none';

/** How long a statement waits for another process that has the file, such as a backup. */
const BUSY_MS = 2_000;

/**
 * Opens `<folder>/<name>.sqlite`, made when it is not there, for this server
 * alone to read: it holds names and code of learners.
 *
 * A write is in the write-ahead log when it returns, so it outlives the
 * process; a power cut may take the last of them.
 *
 * @throws when the folder cannot be made or the file is no database
 */
export function openDatabase(folder: string, name: string): DatabaseSync {
  if (folder !== NO_FOLDER) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const database = new DatabaseSync(folder === NO_FOLDER ? ':memory:' : join(folder, `${name}.sqlite`));
  database.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = ${BUSY_MS};`);
  return database;
}
