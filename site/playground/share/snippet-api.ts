import { z } from 'zod';
import { parseSnippet, SNIPPET_ID, type Snippet, type SnippetLimits } from '#protocol/snippet.ts';

/** Stored links, as the server's HTTP answers for them. Nothing here throws: a failure is words for the visitor. */

export type StoredSnippet = { ok: true; url: string } | { ok: false; title: string; message: string };

export type FetchedSnippet =
  | { ok: true; snippet: Snippet }
  /** `again`: asking once more may help. */
  | { ok: false; title: string; message: string; again: boolean };

const Stored = z.object({ id: z.string().regex(SNIPPET_ID) });
const Refused = z.object({
  fault: z.object({ title: z.string(), message: z.string(), hint: z.string() }),
  retryAfterMs: z.number().optional(),
});

const AWAY = {
  title: 'The playground cannot be reached',
  message: 'Nothing answered. The server may be restarting, or your connection is down.',
};

export async function storeSnippet(snippet: Snippet): Promise<StoredSnippet> {
  const answer = await ask('/api/snippets', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(snippet),
  });
  const stored = Stored.safeParse(parse(answer?.text));
  if (stored.success) return { ok: true, url: `${location.origin}/s/${stored.data.id}` };
  return { ok: false, ...wordsOf(answer) };
}

export async function fetchSnippet(id: string, limits: SnippetLimits): Promise<FetchedSnippet> {
  const answer = await ask(`/api/snippets/${encodeURIComponent(id)}`);
  if (answer?.status !== 200) return { ok: false, ...wordsOf(answer), again: answer?.status !== 404 };
  const parsed = parseSnippet(answer.text, limits);
  if (parsed.ok) return parsed;
  const message = `What is stored does not fit this version of the page: ${parsed.problem}.`;
  return { ok: false, title: 'The link cannot be read', message, again: false };
}

async function ask(path: string, init?: RequestInit): Promise<{ status: number; text: string } | undefined> {
  try {
    const response = await fetch(path, init);
    return { status: response.status, text: await response.text() };
  } catch {
    // No answer at all; there is nothing more to know about it.
    return undefined;
  }
}

function wordsOf(answer: { status: number; text: string } | undefined): { title: string; message: string } {
  if (answer === undefined) return AWAY;
  const refused = Refused.safeParse(parse(answer.text)).data;
  if (refused === undefined)
    return { title: 'The server did not answer as expected', message: `It said HTTP ${answer.status}.` };
  const { title, message, hint } = refused.fault;
  const seconds =
    refused.retryAfterMs === undefined ? '' : ` In ${Math.ceil(refused.retryAfterMs / 1000)} s it may work.`;
  return { title, message: `${message} ${hint}${seconds}` };
}

function parse(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? '');
  } catch {
    // A proxy between may answer in HTML; the status says what there is to say.
    return undefined;
  }
}
