import rss from '@astrojs/rss';
import type { APIRoute } from 'astro';
import { CHANGES } from '#content/changes.ts';

export const GET: APIRoute = ({ site }) =>
  rss({
    title: 'Accept First',
    description: 'What readers of the guide can do or know that they could not before.',
    site: site ?? '',
    items: CHANGES.map(({ on, title, text, path }) => ({
      title,
      description: text,
      // Whole, or a slash is put behind the fragment.
      link: new URL(path, site).href,
      pubDate: new Date(`${on}T00:00:00Z`),
    })),
  });
