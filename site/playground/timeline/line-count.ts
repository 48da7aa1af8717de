/**
 * How many lines a text takes that is broken at its spaces, and within a word only when the word is
 * longer than a line, as `overflow-wrap: anywhere` does it.
 */
export function lineCount(text: string, perLine: number): number {
  let lines = 1;
  let used = 0;
  for (const { length } of text.split(' ')) {
    const isFirst = used === 0;
    if (!isFirst && used + 1 + length <= perLine) {
      used += 1 + length;
      continue;
    }
    if (!isFirst) lines += 1;
    lines += Math.max(0, Math.ceil(length / perLine) - 1);
    used = length % perLine || Math.min(length, perLine);
  }
  return lines;
}
