import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { NO_FOLDER, openDatabase } from '#server/storage/open-database.ts';

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'storage-'));
  onTestFinished(() => rmSync(path, { recursive: true }));
  return join(path, 'data');
}

test('what was written is there when the file is opened again, without a word to close it', () => {
  const path = folder();
  const first = openDatabase(path, 'rooms');
  first.exec("CREATE TABLE kept (text TEXT); INSERT INTO kept VALUES ('here')");
  expect(openDatabase(path, 'rooms').prepare('SELECT text FROM kept').get()).toEqual({ text: 'here' });
});

test('nobody else on the machine reads the folder', () => {
  const path = folder();
  openDatabase(path, 'rooms');
  expect(statSync(path).mode & 0o077).toBe(0);
});

test('without a folder each opening begins empty', () => {
  openDatabase(NO_FOLDER, 'rooms').exec('CREATE TABLE kept (text TEXT)');
  expect(() => openDatabase(NO_FOLDER, 'rooms').prepare('SELECT text FROM kept')).toThrow('no such table');
});
