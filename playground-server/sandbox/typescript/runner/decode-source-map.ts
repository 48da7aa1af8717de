import type { PositionTable } from '../../guest/playground/source-position.ts';

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** The `mappings` of a version 3 source map with one source, as a table that counts from 1. */
export function decodeSourceMap(mappings: string): PositionTable {
  let sourceLine = 0;
  let sourceColumn = 0;
  return mappings.split(';').map((line) => {
    let column = 0;
    const segments: PositionTable[number] = [];
    for (const segment of line.split(',')) {
      const [columnStep = 0, , lineStep, sourceColumnStep] = decodeNumbers(segment);
      column += columnStep;
      if (lineStep === undefined || sourceColumnStep === undefined) continue;
      sourceLine += lineStep;
      sourceColumn += sourceColumnStep;
      segments.push([column + 1, sourceLine + 1, sourceColumn + 1]);
    }
    return segments;
  });
}

/** Base64 digits of five bits each, lowest first; the lowest bit of a number is its sign. */
function decodeNumbers(segment: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let shift = 0;
  for (const character of segment) {
    const digit = DIGITS.indexOf(character);
    value |= (digit & 31) << shift;
    shift += 5;
    if ((digit & 32) !== 0) continue;
    numbers.push((value & 1) === 1 ? -(value >> 1) : value >> 1);
    value = 0;
    shift = 0;
  }
  return numbers;
}
