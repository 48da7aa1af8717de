import type { APIRoute } from 'astro';
import { getCollection } from 'astro:content';

const SECTIONS = { learn: 'Learn', explain: 'Explain', howto: 'How to', reference: 'Reference' };

/** The pages of the guide, for programs that read: https://llmstxt.org */
export const GET: APIRoute = async ({ site }) => {
  const pages = await getCollection('docs');
  const lists = Object.entries(SECTIONS).map(([folder, title]) => {
    const own = pages
      .filter(({ id }) => id.startsWith(`${folder}/`))
      .toSorted((a, b) => (a.data.sidebar.order ?? 0) - (b.data.sidebar.order ?? 0));
    const lines = own.map(({ id, data }) => `- [${data.title}](${new URL(`/${id}/`, site)}): ${data.description}`);
    return `## ${title}\n\n${lines.join('\n')}`;
  });
  const text = [
    '# Accept First',
    '> How a WebSocket endpoint refuses a client so that the client learns why: accept first, validate, then close with a code from 4000 to 4999 and a reason of at most 123 bytes. A close before accept is legal and becomes HTTP 403; a browser reports 1006 for it and drops code and reason.',
    ...lists,
    `## Live\n\n- [Playground](${new URL('/playground/', site)}): edit a handler and connect the browser’s own WebSocket to it.`,
  ];
  return new Response(`${text.join('\n\n')}\n`, { headers: { 'content-type': 'text/plain; charset=utf-8' } });
};
