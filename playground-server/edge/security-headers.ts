/**
 * Headers of every page. The policy is one header and not a `<meta>` element,
 * because `frame-ancestors` works only here.
 *
 * `style-src 'unsafe-inline'` is for Monaco, which writes style attributes
 * (microsoft/monaco-editor#271); `'wasm-unsafe-eval'` is for the search index,
 * which Pagefind reads with WebAssembly. Inline scripts run by their hash only.
 */
export function securityHeaders(scriptHashes: readonly string[]): Record<string, string> {
  const policy = {
    'default-src': "'none'",
    'script-src': ["'self'", "'wasm-unsafe-eval'", ...scriptHashes.map((hash) => `'${hash}'`)].join(' '),
    'style-src': "'self' 'unsafe-inline'",
    'font-src': "'self' data:",
    'img-src': "'self' data:",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'self'",
    'frame-ancestors': "'none'",
  };
  return {
    'content-security-policy': Object.entries(policy)
      .map(([directive, sources]) => `${directive} ${sources}`)
      .join('; '),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'strict-origin-when-cross-origin',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), microphone=(), geolocation=(), usb=(), payment=()',
  };
}
