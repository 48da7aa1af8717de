import { expect, test } from 'vitest';
import { layOutMachine, NODE } from '#site/playground/states/machine-layout.ts';
import { MACHINE_NAMES, machineOf } from '#site/playground/states/machines.ts';

test.each(MACHINE_NAMES)('the drawing of %s puts no state on another, and every edge points down', (name) => {
  const { states, edges, width, height } = layOutMachine(machineOf(name));
  for (const [index, a] of states.entries()) {
    expect(a.x - NODE.width / 2).toBeGreaterThanOrEqual(0);
    expect(a.x + NODE.width / 2).toBeLessThanOrEqual(width);
    expect(a.y + NODE.height / 2).toBeLessThanOrEqual(height);
    for (const b of states.slice(index + 1))
      expect(Math.abs(a.x - b.x) >= NODE.width || Math.abs(a.y - b.y) >= NODE.height).toBe(true);
  }
  const y = new Map(states.map((placed) => [placed.state, placed.y]));
  for (const { edge } of edges) expect(y.get(edge.to)).toBeGreaterThan(y.get(edge.from) ?? 0);
});
