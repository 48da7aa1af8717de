/**
 * Headers of what the site serves. The policy is one header and not a `<meta>`
 * element, because `frame-ancestors` works only here.
 *
 * `style-src 'unsafe-inline'` is for the small styles of a page and for Monaco, which writes
 * style attributes (microsoft/monaco-editor#271); `'wasm-unsafe-eval'` is for the search index,
 * which Pagefind reads with WebAssembly. Inline scripts run by their hash only.
 */
export function pageHeaders(scriptHashes: readonly string[]): Record<string, string> {
  return {
    ...fileHeaders,
    'content-security-policy': policy({
      'default-src': "'none'",
      'script-src': [SCRIPTS, ...scriptHashes.map((hash) => `'${hash}'`)].join(' '),
      'style-src': "'self' 'unsafe-inline'",
      'font-src': "'self' data:",
      'img-src': "'self' data:",
      'connect-src': "'self'",
      'worker-src': "'self'",
      'manifest-src': "'self'",
      'base-uri': "'none'",
      'form-action': "'self'",
      'frame-ancestors': "'none'",
    }),
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
  };
}

const SCRIPTS = "'self' 'wasm-unsafe-eval'";

/**
 * A file that is no page is read by one, or is a worker, which obeys the policy that came with
 * its own script. A page loads twenty of these: what they need not carry is a quarter of its weight.
 */
export const fileHeaders: Record<string, string> = {
  'content-security-policy': policy({ 'default-src': "'none'", 'script-src': SCRIPTS, 'connect-src': "'self'" }),
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
};

function policy(directives: Record<string, string>): string {
  return Object.entries(directives)
    .map(([directive, sources]) => `${directive} ${sources}`)
    .join('; ');
}
