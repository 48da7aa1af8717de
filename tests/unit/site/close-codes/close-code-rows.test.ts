import { expect, test } from 'vitest';
import { closeCodeOrder } from '#site/close-codes/close-code-order.ts';
import { closeCodeRows } from '#site/close-codes/close-code-rows.ts';
import { RECORDED_ORDERINGS } from '#tests/fixtures/orderings/recorded-orderings.ts';
import { SERVER_PROFILE_NAMES } from '#asgi/server-profile-names.ts';

const rows = closeCodeRows();
const row = (label: string) => rows.find((candidate) => candidate.label === label);

test('every row has an address of its own', () => {
  expect(new Set(rows.map(({ label }) => label)).size).toBe(rows.length);
  expect(row('4004')?.group).toBe('AutoCoder');
});

const measured = RECORDED_ORDERINGS.flatMap(({ id, outcome }) => {
  const [, code] = /^code_(\d+)$/.exec(id) ?? [];
  return code === undefined || row(code) === undefined ? [] : [{ code, outcome }];
});

test('codes of the table were measured', () => {
  expect(measured.length).toBeGreaterThan(10);
});

test.for(measured)('$code: the table says of each server what Chromium saw of it', ({ code, outcome }) => {
  for (const name of SERVER_PROFILE_NAMES) {
    const said = row(code)?.servers.find(({ names }) => names.includes(name))?.outcome ?? '';
    const expected = said === 'sends it' ? code : (/\d+/.exec(said)?.[0] ?? '');
    expect(outcome[name].chromium, name).toContain(`close(${expected},`);
  }
});

test('sorts by any column, and by code among equals', () => {
  const made = [
    ['4004', 'b'],
    ['1000', 'b'],
    ['1006', 'a'],
  ].map(([code = '', text = '']) => ({ dataset: { code }, cells: [{ textContent: code }, { textContent: text }] }));
  const codes = (index: number, descending: boolean) =>
    closeCodeOrder(made, { index, descending }).map(({ dataset }) => dataset.code);
  expect(codes(0, true)).toEqual(['4004', '1006', '1000']);
  expect(codes(1, false)).toEqual(['1006', '1000', '4004']);
});
