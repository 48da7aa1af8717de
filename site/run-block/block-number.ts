let blocks = 0;

/** Tells the tabs of one block from those of another that shows the same example. */
export function nextBlockNumber(): number {
  blocks += 1;
  return blocks;
}
