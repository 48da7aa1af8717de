/** Header lines of a client that is no browser. */
export type ParsedHeaders =
  | { ok: true; headers: [name: string, value: string][] }
  | { ok: false; problems: { line: number; problem: string }[] };

/** RFC 9110 section 5.6.2. */
const TOKEN = /^[!#$%&'*+\-.^_`|~\w]+$/;

/** RFC 9110 section 5.5: visible characters, spaces and tabs. What is not ASCII is left out, because clients encode it differently. */
const VALUE = /^[\t\x20-\x7e]*$/;

const OF_THE_HANDSHAKE = /^(?:connection|upgrade|host|content-length|transfer-encoding|sec-websocket-.*)$/i;

export function parseHeaders(text: string): ParsedHeaders {
  const headers: [string, string][] = [];
  const problems: { line: number; problem: string }[] = [];
  for (const [index, line] of text.split('\n').entries()) {
    if (line.trim() === '') continue;
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim();
    const value = line.slice(colon + 1).trim();
    const problem = colon < 0 ? 'A header is a name, a colon and a value.' : (nameProblem(name) ?? valueProblem(value));
    if (problem === undefined) headers.push([name, value]);
    else problems.push({ line: index + 1, problem });
  }
  return problems.length === 0 ? { ok: true, headers } : { ok: false, problems };
}

function nameProblem(name: string): string | undefined {
  if (!TOKEN.test(name)) return 'A name has letters, digits and hyphens, and no spaces.';
  return OF_THE_HANDSHAKE.test(name) ? 'Each client writes this header itself.' : undefined;
}

function valueProblem(value: string): string | undefined {
  return VALUE.test(value) ? undefined : 'A value has ASCII characters only.';
}
