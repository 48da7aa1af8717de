import { expect, test } from 'vitest';
import { sharedAxis } from '#site/playground/compare/shared-axis.ts';

const at = (atMs: number) => ({ atMs });

test('rows of the same tenth of a millisecond share a line, all others follow in order of time', () => {
  const rows = sharedAxis([at(0), at(1.21), at(3)], [at(0.02), at(2), at(3)]);
  expect(rows.map(({ ms, left, right }) => [ms, left?.atMs, right?.atMs])).toEqual([
    ['0.0', 0, 0.02],
    ['1.2', 1.21, undefined],
    ['2.0', undefined, 2],
    ['3.0', 3, 3],
  ]);
});

test('a long pause of both is folded, and one that only one side has is none', () => {
  expect(sharedAxis([at(0), at(1000)], [at(500)]).map(({ pauseMs }) => pauseMs)).toEqual([undefined, 500, 500]);
  expect(sharedAxis([at(0), at(400)], [at(200)]).map(({ pauseMs }) => pauseMs)).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});

test('a side without rows leaves its half empty', () => {
  expect(sharedAxis([], [at(1)])).toEqual([{ ms: '1.0', left: undefined, right: at(1), pauseMs: undefined }]);
});
