import { expect, test } from 'vitest';
import { codeName, stripOf, wallOf, wallSentence } from '#site/room/wall-layout.ts';

const UNTOLD = { code: 1006, count: 3 };
const TOLD = { code: 4004, count: 2 };

test('what nobody was told of stands above what was told', () => {
  expect(wallOf([TOLD, { code: 1000, count: 1 }, UNTOLD, { code: 1011, count: 1 }]).map(({ code }) => code)).toEqual([
    1006, 1011, 1000, 4004,
  ]);
});

test('a code has its registered name, or the one of the lesson, or that of its range', () => {
  expect([1006, 4004, 4321].map(codeName)).toEqual(['Abnormal Closure', 'Not found', 'Private use']);
});

test.each([
  [[], 0, 'Nobody is in the room yet.'],
  [[], 4, 'No client has been closed yet.'],
  [[UNTOLD], 4, 'All 3 clients were told nothing.'],
  [[TOLD], 4, 'Both clients were told why.'],
  [[UNTOLD, TOLD], 5, '2 of 5 clients were told why, 3 were told nothing.'],
  [[{ code: 1006, count: 1 }], 1, 'The only client was told nothing.'],
  [[{ code: 1000, count: 1 }], 3, 'No client was refused.'],
  [
    [
      { code: 1000, count: 1 },
      { code: 1011, count: 2 },
    ],
    3,
    'The handler failed for 2 of 3 clients.',
  ],
  [[{ code: 1000, count: 1 }, TOLD], 3, '2 of 3 clients were told why.'],
])('%j of %d people is said as a sentence', (distribution, people, sentence) => {
  expect(wallSentence(distribution, people)).toBe(sentence);
});

test('the strip repeats the last distribution until the next one', () => {
  const history = [
    { atMs: 15_000, counts: [UNTOLD] },
    { atMs: 45_000, counts: [UNTOLD, { code: 4004, count: 1 }] },
  ];
  const columns = stripOf(history, 60_000, { columns: 5, stepMs: 15_000 });
  expect(columns.map(({ shares }) => shares.untold)).toEqual([0, 1, 1, 0.75, 0.75]);
  expect(columns.at(-1)?.shares.told).toBe(0.25);
});
