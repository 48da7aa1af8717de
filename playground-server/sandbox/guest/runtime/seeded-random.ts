// Runs inside the sandbox. No DOM, no node: imports.

/**
 * `Math.random` for one guest. The engine's own generator is part of the
 * snapshot, so without this every guest would draw the same numbers.
 * The algorithm is sfc32 with 128 bits of seed.
 */
export function seedMathRandom([a, b, c, d]: readonly [number, number, number, number]): void {
  Math.random = () => {
    const sum = (a + b + d) | 0;
    d = (d + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + sum) | 0;
    return (sum >>> 0) / 0x1_0000_0000;
  };
}
