import { writeSync } from 'node:fs';
import { MAX_PIECE_BYTES } from './piece-size.ts';

const STDOUT = 1;

/**
 * Writes whole lines to the server, from whichever thread has them: a detour by
 * the main thread would wake it for each turn of each guest. Nobody takes a
 * lock, because a write of at most `MAX_PIECE_BYTES` arrives in one piece; a
 * longer line leaves as `part` lines and its rest.
 *
 * It blocks while the pipe is full. So a guest that floods waits in its own thread.
 */
export function writeLines(lines: readonly string[]): void {
  let piece = '';
  let bytes = 0;
  for (const line of lines) {
    const lineBytes = Buffer.byteLength(line) + 1;
    if (bytes + lineBytes > MAX_PIECE_BYTES && piece !== '') {
      writePiece(piece);
      piece = '';
      bytes = 0;
    }
    if (lineBytes > MAX_PIECE_BYTES) {
      writeInParts(line);
    } else {
      piece += `${line}\n`;
      bytes += lineBytes;
    }
  }
  if (piece !== '') writePiece(piece);
}

function writePiece(piece: string): void {
  writeSync(STDOUT, piece);
}

function writeInParts(line: string): void {
  const jsonStart = line.indexOf(' ', line.indexOf(' ') + 1) + 1;
  const head = line.slice(0, jsonStart);
  const [, guest] = head.split(' ');
  const json = Buffer.from(line.slice(jsonStart));
  const room = MAX_PIECE_BYTES - Math.max(head.length, `part ${guest} `.length) - 1;
  let start = 0;
  while (json.length - start > room) {
    const end = characterStart(json, start + room);
    writePiece(`part ${guest} ${json.toString('utf8', start, end)}\n`);
    start = end;
  }
  writePiece(`${head}${json.toString('utf8', start)}\n`);
}

/** The last position up to `index` at which a character begins. */
function characterStart(utf8: Buffer, index: number): number {
  let start = index;
  while (((utf8[start] ?? 0) & 0xc0) === 0x80) start -= 1;
  return start;
}
