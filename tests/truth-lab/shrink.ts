import * as fc from 'fast-check';

export interface Shrinking<Value, Found> {
  arbitrary: fc.Arbitrary<Value>;
  seed: number;
  /** Of the value that failed, among those that the seed makes. */
  index: number;
  /** After it no further value is looked at. */
  limitMs: number;
  /** What makes a value a failure, or nothing. */
  look(value: Value): Promise<Found | undefined>;
}

/**
 * Looks for the smallest value that still fails, in the order in which
 * fast-check makes values smaller, and resolves with what was found last.
 *
 * Not by fast-check's own time limit: that goes on without waiting for the look
 * that it interrupts, and two looks must not share a server.
 */
export async function shrink<Value, Found>(
  found: Found,
  { arbitrary, seed, index, limitMs, look }: Shrinking<Value, Found>,
): Promise<Found> {
  const endsAtMs = performance.now() + limitMs;
  let smallest = found;
  const property = fc.asyncProperty(arbitrary, async (value) => {
    const again = performance.now() < endsAtMs ? await look(value) : undefined;
    smallest = again ?? smallest;
    return again === undefined;
  });
  await fc.check(property, { seed, path: String(index), numRuns: 1 });
  return smallest;
}
