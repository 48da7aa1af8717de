import { decodeQR } from 'qr/decode.js';
import { stripVTControlCharacters } from 'node:util';
import { expect, test } from 'vitest';
import { terminalQr, workshopNotice } from '#server/workshop-notice.ts';

const SCALE = 4;

/** What a camera would see of it: each half of a character is a square. */
function photograph(text: string): { width: number; height: number; data: Uint8Array } {
  const lines = stripVTControlCharacters(text).split('\n');
  const columns = lines[0]?.length ?? 0;
  const [width, height] = [columns * SCALE, lines.length * 2 * SCALE];
  const data = new Uint8Array(width * height * 4).fill(255);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const character = lines[Math.floor(y / SCALE / 2)]?.[Math.floor(x / SCALE)] ?? ' ';
      const isUpper = Math.floor(y / SCALE) % 2 === 0;
      const isDark = character === '█' || character === (isUpper ? '▀' : '▄');
      if (isDark) data.fill(0, (y * width + x) * 4, (y * width + x) * 4 + 3);
    }
  }
  return { width, height, data };
}

test('a phone reads the address from the terminal', () => {
  expect(decodeQR(photograph(terminalQr('http://192.168.1.20:8888/join/')))).toBe('http://192.168.1.20:8888/join/');
});

test('it fits into a terminal of 80 columns and 24 lines', () => {
  const lines = stripVTControlCharacters(workshopNotice(['192.168.1.20'], 8888)).split('\n');
  expect(lines.length).toBeLessThanOrEqual(24);
  expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
});

test('every address is named', () => {
  expect(workshopNotice(['192.168.1.20', '10.0.0.3'], 8888)).toContain('http://10.0.0.3:8888/join/');
});

test('a machine without a network is told so', () => {
  expect(workshopNotice([], 8888)).toContain('only this machine');
});
