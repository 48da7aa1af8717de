import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { LIMITS } from '#limits';
import { SNIPPET_ID } from '#protocol/snippet.ts';
import { type RunningServer, startServer } from '#tests/helpers/server.ts';

/** Stored links over plain HTTP, as PROTOCOL.md says. */

const SNIPPET = { language: 'python', code: 'print("naïve 🙂 </script>")' };

let server: RunningServer;
beforeAll(async () => {
  server = await startServer({ args: ['--snippets-burst', '1000'] });
});
afterAll(() => server.stop());

interface Answer {
  status: number;
  headers: Headers;
  body: { id?: string; fault?: { name: string; message: string }; retryAfterMs?: number };
}

async function store(body: unknown, headers: Record<string, string> = {}, url = server.url): Promise<Answer> {
  const response = await fetch(`${url}/api/snippets`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
}

test('a snippet gets an id, and comes back under it as it was', async () => {
  const { status, headers, body } = await store(SNIPPET);
  expect(status).toBe(201);
  expect(body.id).toMatch(SNIPPET_ID);
  expect(headers.get('location')).toBe(`/api/snippets/${body.id}`);
  const read = await fetch(`${server.url}/api/snippets/${body.id}`);
  expect(await read.json()).toEqual({ version: 1, server: 'uvicorn', ...SNIPPET });
  expect(read.headers.get('cache-control')).toContain('immutable');
  expect(read.headers.get('content-type')).toBe('application/json; charset=utf-8');
  expect(read.headers.get('x-content-type-options')).toBe('nosniff');
  expect(read.headers.get('x-robots-tag')).toBe('noindex');
  expect(read.headers.get('set-cookie')).toBeNull();
});

test('the same snippet has the same id, however it was written', async () => {
  const first = await store(SNIPPET);
  const again = await store(`  ${JSON.stringify({ code: SNIPPET.code, language: SNIPPET.language }, null, 2)}`);
  expect(again.body.id).toBe(first.body.id);
});

test('a short link opens the playground with the snippet, and runs nothing', async () => {
  const { body } = await store(SNIPPET);
  const opened = await fetch(`${server.url}/s/${body.id}`, { redirect: 'manual' });
  expect(opened.status).toBe(302);
  expect(opened.headers.get('location')).toBe(`/playground/?snippet=${body.id}`);
  const odd = await fetch(`${server.url}/s/%0d%0aset-cookie:x`, { redirect: 'manual' });
  expect(odd.headers.get('location')).toBe('/playground/?snippet=unknown');
});

test.for([
  ['a'.repeat(20), 404],
  ['..%2f..%2fetc', 404],
  ["'%20OR%201=1--", 404],
] as const)('the id %s leads to nothing', async ([id, status]) => {
  const response = await fetch(`${server.url}/api/snippets/${id}`);
  expect(response.status).toBe(status);
  expect(((await response.json()) as Answer['body']).fault?.name).toBe('snippet-not-found');
});

test.for<[string, Record<string, string>, number, string]>([
  ['another site', { origin: 'https://evil.example' }, 403, 'not-the-page'],
  ['a page of no origin', { origin: 'null' }, 403, 'not-the-page'],
  ['another site without an origin', { 'sec-fetch-site': 'cross-site' }, 403, 'not-the-page'],
  ['a form', { 'content-type': 'text/plain' }, 415, 'not-json-request'],
])('a request from %s stores nothing', async ([, headers, status, name]) => {
  const answer = await store(SNIPPET, headers);
  expect([answer.status, answer.body.fault?.name]).toEqual([status, name]);
});

test('the page of this server may store', async () => {
  expect((await store(SNIPPET, { origin: server.url, 'sec-fetch-site': 'same-origin' })).status).toBe(201);
});

test.for<[string, unknown, RegExp]>([
  ['no JSON', '{', /not JSON/],
  ['an unknown field', { ...SNIPPET, run: true }, /Unrecognized key/],
  ['a run that is none', { ...SNIPPET, recording: {} }, /recording/],
  ['depth without end', '['.repeat(100_000), /not JSON/],
  ['deep JSON', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, /nested/],
])('%s is refused with what is wrong', async ([, body, problem]) => {
  const answer = await store(body);
  expect(answer.status).toBe(400);
  expect(answer.body.fault?.message).toMatch(problem);
});

test('another method is told which there are', async () => {
  const response = await fetch(`${server.url}/api/snippets`, { method: 'DELETE' });
  expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
});

describe('what is too large', () => {
  const code = 'x'.repeat(40_000);

  test('is refused by its announced length', async () => {
    const answer = await store({ ...SNIPPET, code, otherCode: 'y'.repeat(LIMITS.maxSnippetBytes) });
    expect([answer.status, answer.body.fault?.name]).toEqual([413, 'snippet-too-large']);
    expect(answer.body.fault?.message).toContain('640 KiB');
  });

  test('is refused where it grows too large, when no length was announced', async () => {
    const request = httpRequest(`${server.url}/api/snippets`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    onTestFinished(() => void request.destroy());
    const answered = once(request, 'response');
    // Not ended: the answer must come although more could follow.
    request.write(' '.repeat(LIMITS.maxSnippetBytes + 1));
    const [response] = (await answered) as [IncomingMessage];
    expect(response.statusCode).toBe(413);
    expect(await text(response)).toContain('snippet-too-large');
  });

  test('as a whole store is refused, and what is there stays', async () => {
    const small = await startServer({ args: ['--max-stored-snippet-bytes', '100'] });
    onTestFinished(() => void small.stop());
    const kept = await store(SNIPPET, {}, small.url);
    const random = crypto.getRandomValues(new Uint8Array(200)).toHex();
    const refused = await store({ ...SNIPPET, code: random }, {}, small.url);
    expect([refused.status, refused.body.fault?.name]).toEqual([507, 'snippets-full']);
    expect((await fetch(`${small.url}/api/snippets/${kept.body.id}`)).status).toBe(200);
  });
});

test('an address that stores too often is told when it may again', async () => {
  const strict = await startServer({ args: ['--snippets-burst', '1', '--snippets-per-minute', '6'] });
  onTestFinished(() => void strict.stop());
  expect((await store(SNIPPET, {}, strict.url)).status).toBe(201);
  const { status, headers, body } = await store(SNIPPET, {}, strict.url);
  expect([status, body.fault?.name]).toEqual([429, 'too-many-snippets']);
  expect(Number(headers.get('retry-after'))).toBe(Math.ceil((body.retryAfterMs ?? 0) / 1000));
  expect(body.retryAfterMs).toBeGreaterThan(0);
});

test('a link outlives the server', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'snippets-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const first = await startServer({ args: ['--data', folder] });
  const { body } = await store(SNIPPET, {}, first.url);
  await first.stop('SIGKILL');
  const second = await startServer({ args: ['--data', folder] });
  onTestFinished(() => void second.stop());
  expect((await fetch(`${second.url}/api/snippets/${body.id}`)).status).toBe(200);
});
