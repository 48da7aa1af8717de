import { encodeQR } from 'qr';

/** Where a workshop's people open this server: an address to type, a QR code to scan. */
export function workshopNotice(addresses: readonly string[], port: number): string {
  const [first, ...others] = addresses.map((address) => `http://${address}:${port}`);
  if (first === undefined)
    return 'No network address was found, so only this machine reaches the server. Join a network and start it again.\n';
  return [
    '',
    `Others on your network join at ${first}/join/`,
    ...others.map((other) => `                            or ${other}/join/`),
    `You open a room at http://localhost:${port}/workshop/host/`,
    '',
    terminalQr(`${first}/join/`),
    '',
  ].join('\n');
}

const BLACK_ON_WHITE = '\u001B[38;5;16;48;5;231m';
const RESET = '\u001B[0m';

/** Two rows of modules in each line of text, in colours of its own: a QR code in white on black is not read by every phone. */
export function terminalQr(text: string): string {
  const rows = encodeQR(text, 'raw', { border: 2, ecc: 'low' });
  const lines: string[] = [];
  for (let y = 0; y < rows.length; y += 2) {
    const line = (rows[y] ?? []).map((upper, x) => HALVES[`${upper}/${rows[y + 1]?.[x] ?? false}`]);
    lines.push(`${BLACK_ON_WHITE}${line.join('')}${RESET}`);
  }
  return lines.join('\n');
}

const HALVES: Record<`${boolean}/${boolean}`, string> = {
  'true/true': '█',
  'true/false': '▀',
  'false/true': '▄',
  'false/false': ' ',
};
