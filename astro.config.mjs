import mdx from '@astrojs/mdx';
import preact from '@astrojs/preact';
import starlight from '@astrojs/starlight';
import { defineConfig } from 'astro/config';
import { claimsInParagraphs } from './site/integrations/claims-in-paragraphs.ts';
import { chosenMonacoFeatures } from './site/integrations/chosen-monaco-features.ts';
import { cspHashes } from './site/integrations/csp-hashes.ts';
import { LANGUAGE_BEFORE_PAINT } from './site/run-block/language-before-paint.ts';
import { lazyMonacoCss } from './site/integrations/lazy-monaco-css.ts';
import { preloadModules } from './site/integrations/preload-modules.ts';
import { STORAGE_STAND_IN } from './site/storage-stand-in.ts';

/**
 * Starlight reads `${srcDir}/content/docs` and takes no other folder. Our
 * content lies beside the site and not in it, so Starlight, and only
 * Starlight, is shown the project root as `srcDir`.
 */
function starlightAtRoot(options) {
  const integration = starlight(options);
  const setup = integration.hooks['astro:config:setup'];
  integration.hooks['astro:config:setup'] = (context) =>
    setup({
      ...context,
      config: new Proxy(context.config, {
        get: (config, key) => (key === 'srcDir' ? config.root : Reflect.get(config, key)),
      }),
    });
  return integration;
}

/** Absolute addresses stand in the sitemap, the feed and the canonical links. */
const SITE_URL = process.env.SITE_URL ?? 'http://localhost:8888';
/** Where a page can be edited, such as `https://git.example/accept-first/edit/main/`; without it a page names its file. */
const EDIT_URL = process.env.EDIT_URL;
const MAX_INLINE_CSS_BYTES = 4_096;

export default defineConfig({
  site: SITE_URL,
  srcDir: './site',
  publicDir: './site/public',
  outDir: './dist/site',
  // Its address has been linked to.
  redirects: { '/guide/accept-first': '/learn/start/' },
  // What a page has beside the common stylesheet is small: in the page it costs no request before the first paint.
  build: { inlineStylesheets: 'auto' },
  integrations: [
    starlightAtRoot({
      title: 'Accept First',
      description: 'How a WebSocket endpoint refuses a client so that the client learns why.',
      disable404Route: true,
      credits: false,
      customCss: ['tokens', 'starlight', 'run-block', 'print'].map((name) => `./site/styles/${name}.css`),
      components: {
        Search: './site/components/Search.astro',
        SiteTitle: './site/components/SiteTitle.astro',
        PageTitle: './site/components/PageTitle.astro',
        EditLink: './site/components/EditLink.astro',
      },
      ...(EDIT_URL === undefined ? {} : { editLink: { baseUrl: EDIT_URL } }),
      expressiveCode: {
        themes: ['github-dark-default', 'github-light-default'],
        // Nobody can read code that goes on beyond the edge of a phone.
        defaultProps: { wrap: true },
        // Reckoned on the theme's white; our paper and the frame of a terminal are darker.
        minSyntaxHighlightingColorContrast: 5,
        styleOverrides: {
          borderRadius: '6px',
          codeFontSize: '0.8125rem',
          codeBackground: 'var(--paper)',
          borderColor: 'var(--hairline)',
          frames: {
            frameBoxShadowCssValue: 'none',
            editorTabBarBackground: 'var(--raised)',
            editorActiveTabIndicatorTopColor: 'transparent',
            terminalBackground: 'var(--paper)',
            terminalTitlebarBackground: 'var(--raised)',
            terminalTitlebarBorderBottomColor: 'var(--hairline)',
          },
        },
      },
      head: [
        { tag: 'script', content: STORAGE_STAND_IN },
        { tag: 'script', content: LANGUAGE_BEFORE_PAINT },
        {
          tag: 'link',
          attrs: { rel: 'alternate', type: 'application/rss+xml', title: 'Changes', href: '/changes.xml' },
        },
      ],
      sidebar: ['Learn', 'Explain', 'How to', 'Reference'].map((label) => ({
        label,
        items: [{ autogenerate: { directory: label.toLowerCase().replace(' ', '') } }],
      })),
    }),
    mdx(),
    preact(),
    preloadModules(),
    cspHashes(),
  ],
  vite: {
    plugins: [claimsInParagraphs(), lazyMonacoCss(), chosenMonacoFeatures()],
    worker: { format: 'es' },
    build: {
      assetsInlineLimit: (file, content) => /^_astro\/.*\.css$/.test(file) && content.length < MAX_INLINE_CSS_BYTES,
      chunkSizeWarningLimit: 8000,
      rolldownOptions: {
        // Every MDX file carries a "use client"-like directive that means nothing here.
        onLog(level, log, handler) {
          if (log.code !== 'MODULE_LEVEL_DIRECTIVE') handler(level, log);
        },
      },
    },
  },
});
