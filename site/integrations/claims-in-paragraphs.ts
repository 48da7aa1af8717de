import type { Plugin } from 'vite';

const BEGINS_WITH_CLAIM = /^<Claim\b/;

/**
 * MDX takes a paragraph that begins with a tag for a block of markup and gives
 * it no `<p>`. A claim is a part of a sentence, so a paragraph that begins with
 * one gets its `<p>` here.
 */
export function claimsInParagraphs(): Plugin {
  return {
    name: 'claims-in-paragraphs',
    enforce: 'pre',
    transform(code, id) {
      return /\.mdx(?:$|\?)/.test(id) ? { code: wrapClaims(code), map: null } : null;
    },
  };
}

export function wrapClaims(source: string): string {
  return source
    .split(/(\n(?:[ \t]*\n)+)/)
    .map((block) => (BEGINS_WITH_CLAIM.test(block) ? `<p>${block.trim().replaceAll(/\s*\n\s*/g, ' ')}</p>` : block))
    .join('')
    .replaceAll(/(<Claim\b[^>]*>) | (<\/Claim>)/g, '$1$2');
}
