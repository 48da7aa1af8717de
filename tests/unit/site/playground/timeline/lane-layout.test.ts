import { expect, test } from 'vitest';
import { laneLayout } from '#site/playground/timeline/lane-layout.ts';

test('gives each actor a lane of its own, from the browser on the left to the handler on the right', () => {
  const { x, width, headings } = laneLayout(800);
  const places = [x.browser, x.wire, x.server, x.handler];
  expect(new Set(places).size).toBe(4);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
  expect(width).toBeGreaterThan(x.handler);
  expect(headings.map(({ label }) => label)).toEqual(['browser', 'wire', 'server', 'handler']);
});

test('lets the server and the handler share a lane on a phone', () => {
  const { x, width, headings } = laneLayout(390);
  expect(x.server).toBe(x.handler);
  expect(headings.map(({ label }) => label)).toEqual(['browser', 'wire', 'server, handler']);
  expect(width).toBeLessThan(laneLayout(800).width);
});
