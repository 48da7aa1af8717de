import type { ByteField } from './byte-field.ts';

/** What the headers of an upgrade are for; RFC 6455 section 4. */
const HEADER_NOTES: Readonly<Record<string, string>> = {
  host: 'the name that the client dialled',
  connection: '“Upgrade” here makes the header of that name count; “close” ends TCP after this answer',
  upgrade: 'asks, and answers, to speak WebSocket from here on',
  origin: 'the page that dials; a browser always sends it and a script cannot change it',
  cookie: 'a browser adds the cookies of this host by itself',
  'sec-websocket-key': 'random; the answer proves with it that it understood',
  'sec-websocket-version': '13 is the only version in use',
  'sec-websocket-protocol': 'subprotocols: the client offers, the server picks one of them',
  'sec-websocket-extensions': 'offered by the client; this server takes none',
  'sec-websocket-accept': 'SHA-1 of the key of the request and a fixed text, in base64',
  'content-length': 'bytes of the body that follows',
};

const SAYS: Readonly<Record<string, string>> = { 'sec-websocket-protocol': 'subprotocol' };

/** The start line, each header and the body of one HTTP message, as far as its recorded bytes go. */
export function httpFields(bytes: Uint8Array): ByteField[] {
  const text = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  const headEnd = text.indexOf('\r\n\r\n');
  const head = headEnd === -1 ? text : text.slice(0, headEnd + 2);
  const lines = [...head.matchAll(/([^\r\n]*)\r?\n?/g)].filter(([line]) => line !== '');
  const [start, ...headers] = lines;
  if (start === undefined) return [];
  const fields = startLine(start[1] ?? '');
  for (const { 0: line, 1: content = '', index } of headers) {
    const [name = '', value] = split(content);
    const note = HEADER_NOTES[name.toLowerCase()];
    const says = SAYS[name.toLowerCase()];
    fields.push({
      name: name === '' ? 'header' : name,
      at: index,
      length: line.length,
      value: value ?? content,
      ...(note === undefined ? {} : { note }),
      ...(says === undefined ? {} : { says }),
    });
  }
  if (headEnd === -1) return fields;
  fields.push({ name: 'end of the head', at: headEnd + 2, length: 2, value: 'an empty line' });
  const body = bytes.subarray(headEnd + 4);
  if (body.length > 0)
    fields.push({
      name: 'body',
      at: headEnd + 4,
      length: body.length,
      value: new TextDecoder().decode(body),
      says: 'body',
    });
  return fields;
}

function startLine(line: string): ByteField[] {
  const isResponse = line.startsWith('HTTP/');
  const names = isResponse ? ['version', 'status', 'reason phrase'] : ['method', 'target', 'version'];
  const fields: ByteField[] = [];
  let at = 0;
  for (const [index, name] of names.entries()) {
    // The phrase has spaces of its own; no other part has.
    const end = index === 2 ? line.length : line.indexOf(' ', at) === -1 ? line.length : line.indexOf(' ', at);
    if (end > at) fields.push({ name, at, length: end - at, value: line.slice(at, end), ...startNote(name) });
    at = end + 1;
  }
  return fields;
}

function startNote(name: string): { note?: string; says?: string } {
  if (name === 'target') return { note: 'the handler sees the path after /live/…', says: 'path' };
  if (name === 'status') return { note: 'a page is never told it', says: 'status' };
  return {};
}

function split(line: string): [name: string, value: string | undefined] {
  const colon = line.indexOf(':');
  return colon === -1 ? ['', undefined] : [line.slice(0, colon), line.slice(colon + 1).trim()];
}
