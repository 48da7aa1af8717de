// Runs in the browser and on the server. No DOM, no node: imports.
import type { ConnectionStep, DenialResponse } from './connection-state.ts';
import { change, log } from './connection-state.ts';
import type { AsgiHeader, AsgiSendMessage, RaisedException } from './events.ts';
import {
  bytesRepr,
  isPythonTrue,
  isPythonValue,
  latin1Complaint,
  pythonText,
  pythonType,
  raised,
} from './python-values.ts';
import type { HeaderTemplate, ResponseTemplate } from './server-profile.ts';
import { statusPhrase } from './status-phrases.ts';

type Checked<Value> = { ok: true; value: Value } | { ok: false; exception: RaisedException };

/** Writes a response of the server's own. */
export function respond(step: ConnectionStep, response: ResponseTemplate): void {
  const { status, phrase, headers, body } = response;
  step.effects.push({
    kind: 'write-head',
    status,
    phrase,
    headers: responseHeaders(headers, new TextEncoder().encode(body).length),
  });
  if (body !== '') step.effects.push({ kind: 'write-body', text: body });
}

/** Header templates of a response without an application. */
export function responseHeaders(templates: readonly HeaderTemplate[], bodyBytes: number): AsgiHeader[] {
  return templates
    .filter((template) => typeof template !== 'string')
    .map(([name, value]) => [name, value === '<length>' ? String(bodyBytes) : value]);
}

/** The headers of the 101, or what accept raises instead. */
export function acceptHeaders(
  step: ConnectionStep,
  message: AsgiSendMessage,
): Checked<AsgiHeader[]> | 'never-answered' {
  const { profile, offered } = step.state.facts;
  const { headers, applicationHeaders, forbiddenHeader, unofferedSubprotocol } = profile.accept;
  const subprotocol = chosenSubprotocol(message);
  if (subprotocol !== undefined && !offered.includes(subprotocol) && unofferedSubprotocol !== 'written') {
    if (unofferedSubprotocol === 'never-answered') return 'never-answered';
    return { ok: false, exception: fill(unofferedSubprotocol, { subprotocol }) };
  }
  const textual = applicationHeaders === 'dropped' ? undefined : textualHeader(message.headers);
  if (textual !== undefined) return { ok: false, exception: textual };
  const given = applicationHeaders === 'dropped' ? [] : headerPairs(message.headers);
  const forbidden = given.find(([name]) => name.toLowerCase() === 'sec-websocket-protocol');
  if (forbidden !== undefined && forbiddenHeader !== null) {
    return { ok: false, exception: fill(forbiddenHeader, { name: forbidden[0] }) };
  }
  const broken = brokenHeader(step, given) ?? brokenSubprotocol(step, subprotocol ?? '');
  if (broken !== undefined) return { ok: false, exception: broken };
  const own = given.map(([name, value]): AsgiHeader => [
    encoded(step, applicationHeaders === 'lower-case' ? name.toLowerCase() : name),
    encoded(step, value),
  ]);
  const value = headers.flatMap((template): AsgiHeader[] => {
    if (template === 'application-headers') return own;
    if (template[1] !== '<subprotocol>') return [[template[0], template[1]]];
    const isWritten = subprotocol !== undefined && (subprotocol !== '' || profile.accept.writesEmptySubprotocol);
    return isWritten ? [[template[0], encoded(step, subprotocol)]] : [];
  });
  return { ok: true, value };
}

/** Python writes what is no text as one; what is false chooses none. */
function chosenSubprotocol({ subprotocol }: AsgiSendMessage): string | undefined {
  if (typeof subprotocol === 'string') return subprotocol;
  return isPythonTrue(subprotocol) ? pythonText(subprotocol) : undefined;
}

/** Begins a response of the application's own. */
export function startDenial(
  step: ConnectionStep,
  message: AsgiSendMessage,
): { ok: true } | { ok: false; exception: RaisedException; isFinal?: boolean } {
  const { denial } = step.state.facts.profile;
  const { status } = message;
  const isStatus =
    typeof status === 'number' && Number.isInteger(status) && status >= 100 && status <= denial.highestStatus;
  if (!isStatus) return { ok: false, exception: badStatus(step, status) };
  log(step, 'refusing', { status: String(status) });
  if (denial.needsPhrase && statusPhrase(status) === '') return { ok: false, exception: badStatus(step, status) };
  const textual = textualHeader(message.headers);
  if (textual !== undefined) return { ok: false, exception: textual };
  const headers = headerPairs(message.headers);
  // A response that is kept until its end is made, and checked, at its end.
  const exception = denial.writes === 'at-end' ? undefined : brokenHeader(step, headers);
  if (exception !== undefined) return { ok: false, exception, isFinal: denial.writes === 'at-start' };
  change(step, { denial: { status, headers, chunks: [], bodyBytes: 0, headWritten: false } });
  if (denial.writes === 'at-start') writeDenialHead(step);
  return { ok: true };
}

function badStatus(step: ConnectionStep, status: unknown): RaisedException {
  return fill(step.state.facts.profile.denial.badStatus, { status: JSON.stringify(status) ?? 'None' });
}

/** Takes a part of the body. */
export function continueDenial(step: ConnectionStep, message: AsgiSendMessage): Checked<{ isLast: boolean }> {
  const { denial, facts } = step.state;
  const isLast = message.more_body !== true;
  if (denial === undefined) return raised('AttributeError', "'WSStream' object has no attribute 'response'");
  if (message.body === undefined && facts.profile.denial.needsBody) return raised('KeyError', "'body'");
  if (typeof message.body === 'object') {
    return raised('TypeError', `can't concat ${pythonType(message.body)} to bytes`);
  }
  const chunk = typeof message.body === 'string' ? message.body : '';
  const bodyBytes = denial.bodyBytes + base64Bytes(chunk);
  if (bodyBytes > facts.maxResponseBodyBytes) {
    return raised(
      'RuntimeError',
      `The playground sends a response body of at most ${facts.maxResponseBodyBytes} bytes.`,
    );
  }
  if (facts.profile.denial.writes === 'at-end') {
    const exception = isLast ? brokenHeader(step, denial.headers) : undefined;
    if (exception !== undefined) return { ok: false, exception };
    change(step, { denial: { ...denial, bodyBytes, chunks: [...denial.chunks, chunk] } });
    if (isLast) writeDenial(step);
    return { ok: true, value: { isLast } };
  }
  if (!denial.headWritten) writeDenialHead(step);
  const mismatch = lengthMismatch(step, bodyBytes, isLast);
  if (mismatch !== undefined) return { ok: false, exception: mismatch };
  const chunked = isChunked(denial);
  if (chunk !== '') step.effects.push({ kind: 'write-body-bytes', base64: chunk, chunked });
  if (isLast && chunked) step.effects.push({ kind: 'write-last-chunk' });
  change(step, { denial: { ...denial, bodyBytes, headWritten: true } });
  return { ok: true, value: { isLast } };
}

/** Writes a response that was kept until its end. */
export function writeDenial(step: ConnectionStep): void {
  const { denial } = step.state;
  if (denial === undefined) return;
  writeDenialHead(step);
  for (const base64 of denial.chunks) {
    if (base64 !== '') step.effects.push({ kind: 'write-body-bytes', base64, chunked: false });
  }
}

function writeDenialHead(step: ConnectionStep): void {
  const { facts, denial } = step.state;
  if (denial === undefined) return;
  const { phrase, defaults, trailer, writes } = facts.profile.denial;
  const named = new Set(denial.headers.map(([name]) => name.toLowerCase()));
  const missing = defaults.filter(([name]) => !named.has(name.toLowerCase()));
  const encoding: AsgiHeader[] = writes !== 'at-end' && isChunked(denial) ? [['Transfer-Encoding', 'chunked']] : [];
  step.effects.push({
    kind: 'write-head',
    status: denial.status,
    phrase: phrase === 'standard' ? statusPhrase(denial.status) : '',
    headers: [
      ...denial.headers.map(([name, value]): AsgiHeader => [encoded(step, name), encoded(step, value)]),
      ...responseHeaders(missing, denial.bodyBytes),
      ...trailer,
      ...encoding,
    ],
  });
  change(step, { denial: { ...denial, headWritten: true } });
}

function isChunked(denial: DenialResponse): boolean {
  return !hasNoBody(denial) && declaredLength(denial) === undefined;
}

/** RFC 9110 section 6.4.1. */
function hasNoBody({ status }: DenialResponse): boolean {
  return status < 200 || status === 204 || status === 304;
}

function declaredLength({ headers }: DenialResponse): number | undefined {
  const header = headers.find(([name]) => name.toLowerCase() === 'content-length');
  return header && Number(header[1]);
}

function lengthMismatch(step: ConnectionStep, bodyBytes: number, isLast: boolean): RaisedException | undefined {
  const { denial, facts } = step.state;
  const { lengthMismatch: mismatch } = facts.profile.denial;
  if (denial === undefined || mismatch === null) return undefined;
  const declared = hasNoBody(denial) ? 0 : declaredLength(denial);
  if (declared === undefined) return undefined;
  if (bodyBytes > declared) return mismatch.longer;
  return isLast && bodyBytes < declared ? mismatch.shorter : undefined;
}

/** Bytes as Latin-1, which is how a head is written. */
function encoded(step: ConnectionStep, text: string): string {
  if (step.state.facts.profile.headerEncoding === 'latin-1') return text;
  return Array.from(new TextEncoder().encode(text), (byte) => String.fromCharCode(byte)).join('');
}

/** ASGI wants byte strings, and a server decodes them. */
function textualHeader(headers: unknown): RaisedException | undefined {
  const parts: unknown[] = Array.isArray(headers) ? headers.flat() : [];
  const textual = parts.find(isPythonValue);
  if (textual === undefined) return undefined;
  return { type: 'AttributeError', message: `'${pythonType(textual)}' object has no attribute 'decode'` };
}

/** Whatever a handler put where headers belong; what is no pair of strings is no header. */
function headerPairs(headers: unknown): AsgiHeader[] {
  if (!Array.isArray(headers)) return [];
  return headers.filter(
    (pair): pair is AsgiHeader =>
      Array.isArray(pair) && pair.length === 2 && typeof pair[0] === 'string' && typeof pair[1] === 'string',
  );
}

function brokenHeader(step: ConnectionStep, headers: readonly AsgiHeader[]): RaisedException | undefined {
  for (const [name, value] of headers) {
    // Before Latin-1 cuts U+010A to a line feed.
    const broken =
      latin1Complaint(name) ?? latin1Complaint(value) ?? brokenRule(step, { name: name.toLowerCase(), value });
    if (broken !== undefined) return broken;
  }
  return undefined;
}

/** It is text, which the server encodes itself. */
function brokenSubprotocol(step: ConnectionStep, subprotocol: string): RaisedException | undefined {
  return brokenRule(step, { name: 'Sec-WebSocket-Protocol', value: subprotocol });
}

function brokenRule(step: ConnectionStep, header: { name: string; value: string }): RaisedException | undefined {
  const { headerRules } = step.state.facts.profile;
  const broken = headerRules.find(({ part, isBroken }) => isBroken.test(header[part]));
  return broken && fill(broken.raises, { ...header, repr: bytesRepr(header[broken.part]) });
}

function fill(template: RaisedException, values: Record<string, string>): RaisedException {
  return { ...template, message: template.message.replace(/\{(\w+)\}/g, (mark, name: string) => values[name] ?? mark) };
}

function base64Bytes(base64: string): number {
  return Math.floor((base64.length * 3) / 4) - (base64.endsWith('==') ? 2 : base64.endsWith('=') ? 1 : 0);
}
