import { STATUS_CODES } from 'node:http';
import { expect, test } from 'vitest';
import { statusPhrase } from '#asgi/status-phrases.ts';

/** Node keeps the older names of 413 and 422, and has a 509 that Python has not. */
const PYTHONS_OWN: Readonly<Record<string, string>> = {
  413: 'Content Too Large',
  422: 'Unprocessable Content',
  509: '',
};

test("the phrases are those of Node, but for Python's own", () => {
  const phrases = Object.keys(STATUS_CODES).map((status) => [status, statusPhrase(Number(status))]);
  expect(Object.fromEntries(phrases)).toEqual({ ...STATUS_CODES, ...PYTHONS_OWN });
});

test('a status without a name has an empty phrase', () => {
  expect(statusPhrase(299)).toBe('');
});
